import assert from 'node:assert/strict';
import { documentationAt } from '../../../src/core/flow/completion/documentationAt';
import { keysOf, type Level } from '../../../src/core/flow/completion/fileFormat';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { split } from './at';

function documentation(marked: string): [covers: string, text: string] | undefined {
  const { text, offset } = split(marked);
  const found = documentationAt(text, offset);
  return found && [text.slice(found.range.start, found.range.end), found.text];
}

describe('documentation', () => {
  const cases: [text: string, covers: string, says: RegExp][] = [
    ['know|ledge_base: x\n', 'knowledge_base', /name of a knowledge base/],
    ['nodes:\n  g:\n    |from: a\n', 'from', /pre-node/],
    ['nodes:\n  g: {type|: input}\n', 'type', /What the node does/],
    ['nodes:\n  g:\n    type: ens|emble\n', 'ensemble', /one text of several/],
    ['{"nodes": {"g": {"ty|pe": "input"}}}', 'type', /What the node does/],
    ['processes:\n  senti|ment: a\n', 'sentiment', /Positive, Negative or Neutral/],
    ['processes:\n  x:\n    colu|mn: a\n', 'column', /results\.NAME/],
    ['prompts:\n  ensemble: "x {con|text}"\n', '{context}', /knowledge base/],
  ];
  for (const [text, covers, says] of cases) {
    it(`of ${covers}`, () => {
      const [range, found] = documentation(text) ?? [];
      assert.equal(range, covers);
      assert.match(found ?? '', says);
    });
  }

  it('is not made up', () => {
    for (const text of ['oth|er: x\n', 'nodes:\n  ty|pe:\n    type: input\n', 'name: ty|pe\n', 'prompts:\n  ensemble: "{ot|her}"\n', '# na|me\n']) assert.equal(documentation(text), undefined, text);
  });

  it('has exactly the keys that the parser knows', () => {
    const wrong: Record<Level, string> = {
      workflow: 'wrong_key: 1\n',
      prompts: 'prompts: {wrong_key: x}\n',
      node: 'nodes: {g: {type: generation, wrong_key: 1}, a: {type: input, wrong_key: 1}}\n',
      source: 'source: {wrong_key: 1}\n',
      process: 'processes: {x: {column: a, wrong_key: 1}}\n',
    };
    for (const [level, text] of Object.entries(wrong) as [Level, string][]) {
      const messages = parseFlow(text).problems.filter(({ rule }) => rule === 'document/unknown-key').map(({ message }) => message);
      const known = messages.flatMap((message) => /Keys are: (.*)\.$/.exec(message)?.[1]?.split(', ') ?? []);
      assert.deepEqual(new Set(keysOf(level).map(({ name }) => name)), new Set(known), level);
    }
  });
});
