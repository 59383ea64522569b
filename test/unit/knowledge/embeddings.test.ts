import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { countingEmbed, model } from './support/fakeEmbed';
import { KnowledgeWorkspace, noEmbed, signal } from './support/knowledgeWorkspace';

/** As many documents of one chunk each. */
function documents(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, number) => [`docs/${number}.md`, `Document ${number} says word${number}.\n`]));
}

async function madeBase(workspace: KnowledgeWorkspace): Promise<void> {
  await workspace.open().create('handbook', model);
}

describe('embeddings', () => {
  it('are asked for once a text, whatever else changes', async () => {
    const workspace = new KnowledgeWorkspace(documents(200));
    await madeBase(workspace);
    const counted = countingEmbed();
    const bases = workspace.open(counted.embed);
    await bases.add('handbook', ['docs'], { signal });
    assert.equal(counted.texts.length, 200);

    workspace.write({ 'docs/7.md': 'Something else.\n', 'docs/copy.md': 'Document 3 says word3.\n' });
    await bases.refresh('handbook', { signal });
    assert.equal(counted.texts.length, 201);
    workspace.write({ 'docs/7.md': 'Document 7 says word7.\n' });
    const report = await bases.refresh('handbook', { signal });
    assert.equal(counted.texts.length, 201);
    assert.deepEqual(report, { added: 0, updated: 1, unchanged: 200, removed: 0, chunks: 201, skipped: [] });
  });

  it('find passages together with words', async () => {
    const workspace = new KnowledgeWorkspace(documents(100));
    await madeBase(workspace);
    const bases = workspace.open(countingEmbed().embed);
    await bases.add('handbook', ['docs'], { signal });
    const found = await bases.search('handbook', 'word42', 3, signal);
    assert.equal(found[0]?.source, 'docs/42.md');
    assert.equal(found.length, 3);
    assert.deepEqual((await bases.info('handbook'))?.embedding, model);
  });

  it('of an update that was cancelled are kept: the next one asks for the rest', async () => {
    const workspace = new KnowledgeWorkspace(documents(1_000));
    await madeBase(workspace);
    const stop = new AbortController();
    const first = countingEmbed(() => {
      if (first.texts.length >= 300) stop.abort(new Error('Cancelled by a test.'));
    });
    await assert.rejects(workspace.open(first.embed).add('handbook', ['docs'], { signal: stop.signal }), { message: 'Cancelled by a test.' });
    assert.ok(first.texts.length >= 300 && first.texts.length < 1_000);
    assert.equal((await workspace.open().info('handbook'))?.chunks, 0);

    const second = countingEmbed();
    const report = await workspace.open(second.embed).refresh('handbook', { signal });
    assert.equal(report.added, 1_000);
    assert.equal(first.texts.length + second.texts.length, 1_000);
    assert.equal(new Set([...first.texts, ...second.texts]).size, 1_000);
  });

  it('that fail leave the knowledge base as it was, and are not asked for again once they came', async () => {
    const workspace = new KnowledgeWorkspace(documents(10));
    await madeBase(workspace);
    const first = countingEmbed();
    await workspace.open(first.embed).add('handbook', ['docs'], { signal });
    workspace.write(documents(500));
    const failing = countingEmbed(() => {
      if (failing.texts.length >= 200) throw new Error('Out of quota.');
    });
    const bases = workspace.open(failing.embed);
    const before = await bases.info('handbook');
    await assert.rejects(bases.refresh('handbook', { signal }), { message: 'Out of quota.' });
    assert.deepEqual(await bases.info('handbook'), before);
    const second = countingEmbed();
    await workspace.open(second.embed).refresh('handbook', { signal });
    assert.equal(failing.texts.length + second.texts.length, 490);
  });

  for (const [what, answer, message] of [
    ['other dimensions', [new Float32Array(3).fill(1)], /gave a vector of 3 dimensions instead of 64/],
    ['too few vectors', [], /gave 0 vectors for 1 texts/],
    ['no numbers', [new Float32Array(64).fill(NaN)], /something in it that is no number/],
  ] as const) {
    it(`are refused with ${what}, of a document and of a query`, async () => {
      const workspace = new KnowledgeWorkspace(documents(1));
      await madeBase(workspace);
      const wrong = workspace.open(() => Promise.resolve([...answer]));
      await assert.rejects(wrong.add('handbook', ['docs'], { signal }), { name: 'KnowledgeError', message });
      assert.equal((await workspace.open().info('handbook'))?.chunks, 0);
      const right = countingEmbed();
      await workspace.open(right.embed).refresh('handbook', { signal });
      assert.equal(right.texts.length, 1);
      await assert.rejects(wrong.search('handbook', 'word', 3, signal), { name: 'KnowledgeError', message });
    });
  }

  it('of zeros are no obstacle: words still find such a passage', async () => {
    const workspace = new KnowledgeWorkspace(documents(3));
    await madeBase(workspace);
    const bases = workspace.open(({ dimensions }, texts) => Promise.resolve(texts.map(() => new Float32Array(dimensions))));
    await bases.add('handbook', ['docs'], { signal });
    const found = await bases.search('handbook', 'word2', 3, signal);
    assert.equal(found[0]?.source, 'docs/2.md');
    assert.ok(found.every(({ score }) => score > 0));
  });

  for (const [what, damage] of [
    ['a torn end', (file: string) => truncateSync(file, readFileSync(file).length - 5)],
    ['something after its end', (file: string) => appendFileSync(file, 'torn')],
    ['a flipped bit', (file: string) => flipBit(file, 40)],
  ] as const) {
    it(`whose file has ${what} are kept but for that record, also when more are added`, async () => {
      const workspace = new KnowledgeWorkspace(documents(50));
      await madeBase(workspace);
      const counted = countingEmbed();
      await workspace.open(counted.embed).add('handbook', ['docs'], { signal });
      const folder = workspace.path('.llmflow/knowledge/handbook');
      damage(path.join(folder, 'embeddings'));
      for (const round of [1, 2]) {
        // Without an index, all come from that file.
        for (const file of await readdir(folder)) if (file.endsWith('.index')) flipBit(path.join(folder, file), 12);
        workspace.write({ [`docs/new${round}.md`]: `New in round ${round}.\n` });
        await workspace.open(counted.embed).refresh('handbook', { signal });
        const lost = what === 'something after its end' ? 0 : 1;
        assert.equal(counted.texts.length, 50 + lost + round, `round ${round}`);
      }
    });
  }

  it('are the model’s that the knowledge base was made with', async () => {
    const workspace = new KnowledgeWorkspace(documents(2));
    await madeBase(workspace);
    const asked: string[] = [];
    const counted = countingEmbed();
    const bases = workspace.open((wanted, texts, stop) => {
      asked.push(wanted.model);
      return counted.embed(wanted, texts, stop);
    });
    await bases.add('handbook', ['docs'], { signal });
    await bases.search('handbook', 'word1', 1, signal);
    assert.deepEqual(asked, [model.model, model.model]);
    await workspace.open(noEmbed).refresh('handbook', { signal });
  });
});

function flipBit(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}
