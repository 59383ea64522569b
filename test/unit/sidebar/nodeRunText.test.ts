import assert from 'node:assert/strict';
import type { NodeRunRow } from '../../../src/core/store/records';
import { nodeRunText } from '../../../src/host/sidebar/lines/nodeRunText';
import { nodeRunRow } from '../store/support/rows';

const text = (change: Partial<NodeRunRow>) => nodeRunText(nodeRunRow('n', { input_tokens: null, output_tokens: null, ...change })).text;

describe('a node’s part in a run as a text', () => {
  it('is what it said, or why it failed and what had arrived', () => {
    assert.equal(text({ output: '# Done\n' }), '# Done\n');
    assert.equal(text({ output: null, error: 'It broke.', description: 'half' }), 'It broke.\n\n---\n\nhalf\n');
    assert.equal(text({ output: null, description: null }), 'The node has said nothing.\n');
  });

  it('tells what it took, and what should be known of it', () => {
    const asked = { input_tokens: 1_000, output_tokens: 200, found: false };
    assert.equal(
      text({ ...asked, cost: 0.0012, knowledge_base: 'handbook', passages: [], warnings: ['It is old.'] }),
      'o\n\n---\n\nIt took 1.2K tokens, $0.0012.\n\nThere was no <output> tag in the answer, so all of it is the output.\n\n' +
        'Nothing was found in “handbook”.\n\nWarning: It is old.\n',
    );
    assert.match(text(asked), /It took 1\.2K tokens, cost not known\./);
    assert.equal(text({ found: false }), 'o\n', 'an input-node has plain text');
  });

  it('ends with the passages, and says where it names them', () => {
    const passages = [
      { source: 'docs/a.md', heading: 'Leave', line: 3, endLine: 5, score: 0.813, text: 'one\r\ntwo\rthree' },
      { source: 'b.pdf', line: 1, endLine: 1, score: 0.5, text: 'four' },
    ];
    const shown = nodeRunText(nodeRunRow('n', { output: 'a\r\nb', input_tokens: null, output_tokens: null, knowledge_base: 'handbook', passages }));
    assert.equal(
      shown.text,
      'a\nb\n\n---\n\n## Passages from “handbook”\n\n### 1. docs/a.md:3–5 › Leave (0.81)\n\none\ntwo\nthree\n\n### 2. b.pdf:1 (0.50)\n\nfour\n',
    );
    const lines = shown.text.split('\n');
    assert.deepEqual(shown.places.map(({ line, from, to }) => lines[line]?.slice(from, to)), ['docs/a.md:3–5', 'b.pdf:1']);
    assert.deepEqual(shown.places.map(({ passage }) => passage), passages);
  });
});
