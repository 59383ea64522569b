import assert from 'node:assert/strict';
import type { KnowledgeBaseInfo, KnowledgeDocument } from '../../../src/core/knowledge/knowledgeBase';
import type { Line } from '../../../src/host/sidebar/lines/line';
import { knowledgeLines, type ShownKnowledge } from '../../../src/host/sidebar/lines/knowledgeLines';

const now = new Date(2026, 10, 20, 15, 0);

function info(change: Partial<KnowledgeBaseInfo> = {}): KnowledgeBaseInfo {
  return { name: 'handbook', documents: 2, chunks: 1_234, embedding: { kind: 'lexical' }, version: 'v', ...change };
}

function document(path: string, state: KnowledgeDocument['state'] = 'current', chunks = 3): KnowledgeDocument {
  return { path, chunks, state };
}

function line(change: Partial<ShownKnowledge> = {}): Line {
  return knowledgeLines([{ folder: 'file:///w', base: info(), documents: [], isUpdating: false, ...change }], now)[0]!;
}

async function children(change: Partial<ShownKnowledge>): Promise<readonly Line[]> {
  return (await line(change).children?.()) ?? [];
}

describe('lines of knowledge bases', () => {
  it('are in the order of their names', () => {
    const shown = ['b', 'a'].map((name) => ({ folder: 'file:///w', base: info({ name }), documents: [], isUpdating: false }));
    assert.deepEqual(knowledgeLines(shown, now).map(({ label }) => label), ['a', 'b']);
  });

  it('tell what a knowledge base holds and how it is searched', () => {
    const { label, description, details, spoken, traits, icon, knowledge } = line();
    assert.deepEqual([label, description], ['handbook', '2 documents · 1,234 chunks · by words']);
    assert.deepEqual(details, ['It holds 2 documents in 1,234 chunks.', 'It is searched by words and parts of words: built in, without a key or a network.']);
    assert.equal(spoken, 'Knowledge base handbook, 2 documents, 1,234 chunks, by words');
    assert.deepEqual([traits, icon, knowledge], ['knowledge idle filled', { name: 'book' }, { folder: 'file:///w', name: 'handbook' }]);
  });

  it('name the embedding model, its dimensions and the last refresh', () => {
    const refreshedAt = new Date(2026, 10, 20, 14, 3).toISOString();
    const { description, details } = line({ base: info({ embedding: { kind: 'openai', model: 'nomic-embed-text', dimensions: 768 }, refreshedAt, documents: 1, chunks: 1 }), folderName: 'shop' });
    assert.match(description, /^shop · 1 document · 1 chunk · nomic-embed-text · .*0?3/);
    assert.match(details.join(' '), /nomic-embed-text, with 768 dimensions\. Last refreshed /);
  });

  it('say what to do with an empty one', () => {
    const { description, details, traits } = line({ base: info({ documents: 0, chunks: 0 }) });
    assert.deepEqual([description, details[0], traits], ['empty · by words', 'It is empty: add files or a folder to it.', 'knowledge idle']);
  });

  it('count what is stale, and say why', () => {
    const { description, details, icon } = line({ documents: [document('a'), document('b', 'changed'), document('c', 'changed'), document('d', 'missing')] });
    assert.match(description, /^3 stale · /);
    assert.equal(details.at(-1), 'Since then: 2 files changed, 1 file gone. Refresh it.');
    assert.equal(icon.color, 'list.warningForeground');
  });

  it('say why one cannot be read, and offer no search in it', () => {
    const [broken] = knowledgeLines([{ folder: 'file:///w', name: 'torn', reason: 'Its index is damaged. Remove it.' }], now);
    assert.deepEqual([broken?.description, broken?.details, broken?.traits], ['cannot be read', ['Its index is damaged. Remove it.'], 'knowledge idle broken']);
    assert.equal(broken?.children, undefined);
  });

  it('show an update under way, and offer none beside it', () => {
    const { description, icon, traits } = line({ isUpdating: true, documents: [document('a', 'changed')] });
    assert.match(description, /^updating · /);
    assert.deepEqual([icon.name, traits], ['sync~spin', 'knowledge updating filled']);
  });
});

describe('lines of documents', () => {
  it('begin with what is stale', async () => {
    const lines = await children({ documents: [document('docs/a.md'), document('z.md', 'changed', 1), document('docs/b.pdf', 'missing')] });
    assert.deepEqual(
      lines.map(({ label, description, spoken, traits }) => [label, description, spoken, traits]),
      [
        ['b.pdf', 'missing · 3 chunks · docs', 'Document docs/b.pdf, missing, 3 chunks', 'document missing'],
        ['z.md', 'changed · 1 chunk', 'Document z.md, changed, 1 chunk', 'document changed'],
        ['a.md', '3 chunks · docs', 'Document docs/a.md, 3 chunks', 'document current'],
      ],
    );
    assert.deepEqual(lines.map(({ opens }) => opens?.what), [undefined, 'document', 'document']);
  });

  it('are no more than somebody looks through', async () => {
    const lines = await children({ documents: Array.from({ length: 1_002 }, (_, index) => document(`${index}.md`)) });
    assert.equal(lines.length, 1_001);
    assert.equal(lines.at(-1)?.description, 'and 2 more documents');
    assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length);
  });
});
