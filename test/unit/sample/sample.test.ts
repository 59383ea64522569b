import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { checkFlow } from '../../../src/core/flow/rules/checkFlow';

const rulesBrokenIn = (file: string) => {
  const text = readFileSync(join('media/sample', file), 'utf8');
  const problems = checkFlow(parseFlow(text), { providers: ['builtin'] });
  return [...new Set(problems.map(({ rule }) => rule))].sort();
};

describe('the sample workspace', () => {
  it('has a flow and a table without problems', () => {
    assert.deepEqual(rulesBrokenIn('reviews.llmflow'), []);
    assert.deepEqual(rulesBrokenIn('table.llmflow'), []);
  });

  it('has files that break the rules they are about', () => {
    assert.deepEqual(
      Object.fromEntries(['connections', 'prompts', 'syntax'].map((name) => [name, rulesBrokenIn(`problems/${name}.llmflow`)])),
      {
        connections: [
          'connection/multiple-pre-nodes',
          'connection/no-post-node',
          'connection/no-pre-node',
          'connection/type-not-allowed',
          'connection/unknown-node',
        ],
        prompts: ['document/unknown-key', 'model/unknown-provider', 'prompt/no-input-data', 'prompt/unknown-placeholder'],
        syntax: ['document/syntax'],
      },
    );
  });
});
