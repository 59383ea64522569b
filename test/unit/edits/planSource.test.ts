import assert from 'node:assert/strict';
import { planSource } from '../../../src/core/flow/edits/planSource';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';

function plan(text: string, type = 'postgresql', name = 'warehouse'): string | undefined {
  const edits = planSource(parseFlow(text), { name, type });
  return edits?.reduce((edited, { range, text: added }) => edited.slice(0, range.start) + added + edited.slice(range.end), text);
}

describe('giving a workflow a connection as its source', () => {
  it('writes it before the processes, else at the end', () => {
    assert.equal(plan('llmflow: 1\n# what is done\nprocesses:\n  sentiment: a\n'), 'llmflow: 1\n# what is done\nsource:\n  connection: warehouse\n  query: SELECT * FROM my_table\nprocesses:\n  sentiment: a\n');
    assert.equal(plan('llmflow: 1', 's3', 'my lake'), 'llmflow: 1\nsource:\n  connection: my lake\n  key: folder/\n');
    assert.equal(plan('llmflow: 1\r\n'), 'llmflow: 1\r\nsource:\r\n  connection: warehouse\r\n  query: SELECT * FROM my_table\r\n');
    assert.ok(plan('llmflow: 1\n', 's3', 'no')?.includes('connection: "no"\n'));
  });

  it('leaves alone a workflow that has a source, is broken, or is written in flow style', () => {
    for (const text of ['source: rows.csv\n', 'nodes: [\n', '{"llmflow": 1}', '{"llmflow": 1, "processes": {}}']) assert.equal(plan(text), undefined, text);
  });
});
