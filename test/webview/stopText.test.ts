import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stopSequences, stopText } from '../../webview/canvas/popup/stopText';

describe('canvas: stop sequences as a field shows them', () => {
  it('are one a line, with line breaks, tabs and backslashes as in code', () => {
    assert.equal(stopText(['END', '\n\n', 'a\tb', '\\n']), 'END\n\\n\\n\na\\tb\n\\\\n');
  });

  it('come back as they were', () => {
    const sequence = fc.string({ unit: fc.constantFrom('\\', 'n', 't', '\n', '\t', ' ', 'x', '…'), minLength: 1 });
    fc.assert(fc.property(fc.array(sequence, { maxLength: 4 }), (sequences) => assert.deepEqual(stopSequences(stopText(sequences)), sequences)));
  });

  it('leave out empty lines, and keep a backslash that stands for nothing', () => {
    assert.deepEqual(stopSequences('\nC:\\dir\n\n'), ['C:\\dir']);
  });
});
