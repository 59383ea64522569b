import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import type { IndexedChunk } from '../../../src/core/knowledge/index/chunk';
import { ChunkIndex, DamagedIndex, writeChunkIndex } from '../../../src/core/knowledge/index/chunkIndex';
import { nodeFiles } from '../../../src/core/store/nodeFiles';
import { emptyFolder } from '../../support/temporary';

const folder = emptyFolder();
const file = path.join(folder, 'a.index');

function chunk(vector: readonly number[], text = 'text'): IndexedChunk {
  return { text, source: 'a.md', heading: '', line: 1, endLine: 1, vector: Float32Array.from(vector) };
}

async function indexOf(chunks: readonly IndexedChunk[]): Promise<ChunkIndex> {
  await writeChunkIndex(nodeFiles, file, chunks);
  const index = await ChunkIndex.open(nodeFiles, file);
  assert.ok(index);
  return index;
}

describe('the index file', () => {
  it('gives back what was written', async () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    const line = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    const chunks = fc.integer({ min: 0, max: 5 }).chain((dimensions) =>
      fc.array(
        fc.record(
          {
            text: fc.string({ unit: 'grapheme', maxLength: 40 }),
            source: fc.constantFrom('a.md', 'docs/ü.md', '手册.txt'),
            heading: fc.constantFrom('', 'Returns', 'Returns › Über 手册'),
            line,
            endLine: line,
            vector: fc.array(number, { minLength: dimensions, maxLength: dimensions }).map((values) => Float32Array.from(values)),
          },
          { noNullPrototype: true },
        ),
        { maxLength: 12 },
      ),
    );
    await fc.assert(fc.asyncProperty(chunks, async (written) => assert.deepEqual((await indexOf(written)).chunks, written)), { numRuns: 60 });
  });

  it('with any bit of it flipped, or its end missing, is recognised as damaged', async () => {
    await indexOf([chunk([1, 2, 3], 'one'), chunk([4, 5, 6], 'two')]);
    const whole = await readFile(file);
    const damaged = path.join(folder, 'damaged.index');
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << at % 8), at);
      await writeFile(damaged, bytes);
      await assert.rejects(ChunkIndex.open(nodeFiles, damaged), DamagedIndex, `byte ${at}`);
      await writeFile(damaged, whole.subarray(0, at));
      await assert.rejects(ChunkIndex.open(nodeFiles, damaged), DamagedIndex, `${at} bytes`);
    }
  });

  it('that is not there is no index', async () => {
    assert.equal(await ChunkIndex.open(nodeFiles, path.join(folder, 'none.index')), undefined);
  });

  it('finds what is nearest, best first, and never what is unrelated', async () => {
    const index = await indexOf([chunk([1, 0, 0]), chunk([1, 1, 0]), chunk([0, 0, 1]), chunk([-1, 0, 0])]);
    const found = await index.nearest(Float32Array.of(2, 0, 0), 10);
    assert.deepEqual(found.map(({ index: place }) => place), [0, 1]);
    assert.ok(Math.abs((found[1]?.score ?? 0) - Math.SQRT1_2) < 1e-6);
    assert.equal((await index.nearest(Float32Array.of(2, 1, 0), 1)).length, 1);
  });

  it('never ranks a vector of zeros, and finds nothing for one', async () => {
    const index = await indexOf([chunk([0, 0]), chunk([1, 0]), chunk([0, 0])]);
    for (const count of [1, 2, 3]) assert.deepEqual(await index.nearest(Float32Array.of(1, 0), count), [{ index: 1, score: 1 }]);
    assert.deepEqual(await index.nearest(Float32Array.of(0, 0), 3), []);
  });

  it('refuses a query of other dimensions, and chunks that differ in theirs', async () => {
    const index = await indexOf([chunk([1, 0])]);
    await assert.rejects(index.nearest(Float32Array.of(1, 0, 0), 3), { name: 'KnowledgeError', message: /answered with 3 dimensions, the index has 2\. Choose/ });
    await assert.rejects(writeChunkIndex(nodeFiles, file, [chunk([1, 0]), chunk([1])]), RangeError);
  });
});
