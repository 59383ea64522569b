import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddingCache } from '../../../src/core/knowledge/embeddingCache';
import { nodeFiles } from '../../../src/core/store/nodeFiles';
import { emptyFolder } from '../../support/temporary';

const large = { kind: 'openai', model: 'large', dimensions: 16_384 } as const;

describe('the file of embeddings', () => {
  it('forgets what no document says any more once that is most of it, and not before', async () => {
    const file = path.join(emptyFolder(), 'embeddings');
    const texts = Array.from({ length: 1_100 }, (_, number) => `text ${number}`);
    const vector = new Float32Array(large.dimensions).fill(1);
    const chunks = (count: number) => texts.slice(0, count).map((text) => ({ text, vector }));
    const cache = await EmbeddingCache.open(nodeFiles, file, large, texts);
    await cache.add(texts, texts.map(() => vector));
    const record = statSync(file).size / texts.length;
    await cache.shrink(chunks(600));
    assert.equal(statSync(file).size, texts.length * record);
    await cache.shrink(chunks(5));
    await cache.close();
    assert.equal(statSync(file).size, 5 * record);
    const next = await EmbeddingCache.open(nodeFiles, file, large, texts);
    assert.deepEqual(next.get('text 4'), vector);
    assert.equal(next.get('text 5'), undefined);
    await next.close();
  });

  it('has nothing of another model', async () => {
    const file = path.join(emptyFolder(), 'embeddings');
    const small = { ...large, dimensions: 2 };
    const cache = await EmbeddingCache.open(nodeFiles, file, small, ['text']);
    await cache.add(['text'], [Float32Array.of(1, 2)]);
    await cache.close();
    const same = await EmbeddingCache.open(nodeFiles, file, small, ['text']);
    assert.deepEqual(same.get('text'), Float32Array.of(1, 2));
    const other = await EmbeddingCache.open(nodeFiles, file, { ...small, model: 'other' }, ['text']);
    assert.equal(other.get('text'), undefined);
  });
});
