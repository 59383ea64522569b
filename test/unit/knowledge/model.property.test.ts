import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EmbeddingModel, KnowledgeBases } from '../../../src/core/knowledge/knowledgeBase';
import { countingEmbed, model } from './support/fakeEmbed';
import { KnowledgeWorkspace, signal } from './support/knowledgeWorkspace';

const names = ['a.md', 'docs/b.md', 'docs/c.txt', 'docs/deep/d.md', 'e.md'];
const words = ['apples', 'pears', 'plums', 'quinces'];
const patterns = ['docs', 'a.md', '*.md', 'docs/*.md'];

/** What a pattern means, said in another way than the code does. */
const means: Readonly<Record<string, (name: string) => boolean>> = {
  docs: (name) => name.startsWith('docs/'),
  'a.md': (name) => name === 'a.md',
  '*.md': (name) => name.endsWith('.md') && !name.includes('/'),
  'docs/*.md': (name) => name === 'docs/b.md',
};

type Step = { do: 'write'; name: string; word: string } | { do: 'delete'; name: string } | { do: 'add'; pattern: string } | { do: 'refresh' } | { do: 'remove' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), name: fc.constantFrom(...names), word: fc.constantFrom(...words) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), name: fc.constantFrom(...names) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), pattern: fc.constantFrom(...patterns) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refresh' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const) }) },
);

/** The files, what was added, and what the index says of them: a map of names to words. */
class Expected {
  readonly files = new Map<string, string>();
  patterns: string[] | undefined;
  index = new Map<string, string>();

  meant(all: readonly string[]): [string, string][] {
    return [...this.files].filter(([name]) => all.some((pattern) => means[pattern]?.(name)));
  }

  update(all: readonly string[]) {
    const next = new Map(this.meant(all));
    const old = this.index;
    const count = (test: (name: string) => boolean, of: Map<string, string>) => [...of.keys()].filter(test).length;
    const report = {
      added: count((name) => !old.has(name), next),
      updated: count((name) => old.has(name) && old.get(name) !== next.get(name), next),
      unchanged: count((name) => old.get(name) === next.get(name), next),
      removed: count((name) => !next.has(name), old),
      chunks: next.size,
      skipped: [],
    };
    this.patterns = [...all];
    this.index = next;
    return report;
  }
}

async function take(action: Step, bases: KnowledgeBases, workspace: KnowledgeWorkspace, expected: Expected): Promise<void> {
  switch (action.do) {
    case 'write':
      workspace.write({ [action.name]: `Here are ${action.word}.\n` });
      expected.files.set(action.name, action.word);
      return;
    case 'delete':
      if (expected.files.delete(action.name)) workspace.delete(action.name);
      return;
    case 'add': {
      if (expected.meant([action.pattern]).length === 0) {
        await assert.rejects(bases.add('fruit', [action.pattern], { signal }), { name: 'KnowledgeError' });
        return;
      }
      const report = await bases.add('fruit', [action.pattern], { signal });
      assert.deepEqual({ ...report, skipped: [] }, expected.update([...(expected.patterns ?? []), action.pattern]));
      return;
    }
    case 'refresh': {
      if (expected.patterns === undefined) {
        await assert.rejects(bases.refresh('fruit', { signal }), { name: 'KnowledgeError' });
        return;
      }
      const report = await bases.refresh('fruit', { signal });
      assert.deepEqual({ ...report, skipped: [] }, expected.update(expected.patterns));
      return;
    }
    case 'remove':
      await bases.remove('fruit');
      expected.patterns = undefined;
      expected.index = new Map();
  }
}

async function assertAsExpected(bases: KnowledgeBases, expected: Expected): Promise<void> {
  if (expected.patterns === undefined) {
    assert.equal(await bases.info('fruit'), undefined);
    return;
  }
  const documents = await bases.documents('fruit');
  const state = (name: string) => (!expected.files.has(name) ? 'missing' : expected.files.get(name) === expected.index.get(name) ? 'current' : 'changed');
  assert.deepEqual(
    documents,
    [...expected.index.keys()].sort().map((path) => ({ path, chunks: 1, state: state(path) })),
  );
  for (const word of words) {
    const found = await bases.search('fruit', word, names.length, signal);
    const holders = found.filter(({ text }) => text.includes(word)).map(({ source }) => source);
    assert.deepEqual(holders.sort(), [...expected.index].filter(([, held]) => held === word).map(([name]) => name).sort());
  }
}

describe('any sequence of changes, additions and refreshes', function () {
  this.timeout(120_000);

  for (const embedding of [{ kind: 'lexical' }, model] satisfies EmbeddingModel[]) {
    it(`leaves a ${embedding.kind} knowledge base with what the files said at the last update, each text paid for once`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
          const workspace = new KnowledgeWorkspace();
          const counted = countingEmbed();
          const expected = new Expected();
          for (const action of steps) {
            // As another window would find it.
            const bases = workspace.open(counted.embed);
            if (expected.patterns === undefined && action.do === 'add' && embedding.kind === 'openai') {
              await bases.create('fruit', embedding);
              expected.patterns = [];
              counted.texts.length = 0;
            }
            await take(action, bases, workspace, expected);
            const asked = counted.texts.filter((text) => text.startsWith('Here'));
            assert.equal(new Set(asked).size, asked.length);
            await assertAsExpected(bases, expected);
          }
        }),
        { numRuns: 100 },
      );
    });
  }
});
