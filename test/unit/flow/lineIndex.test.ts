import assert from 'node:assert/strict';
import { LineIndex } from '../../../src/core/flow/lineIndex';

describe('LineIndex', () => {
  it('counts LF, CRLF and CR as one line end each, and columns in UTF-16 units', () => {
    const text = 'a\r\n😀b\n\rc';
    const index = new LineIndex(text);
    const placeOf = (part: string) => index.positionAt(text.indexOf(part));
    assert.deepEqual(placeOf('a'), { line: 0, column: 0 });
    assert.deepEqual(placeOf('b'), { line: 1, column: 2 });
    assert.deepEqual(placeOf('c'), { line: 3, column: 0 });
    assert.deepEqual(index.positionAt(text.length), { line: 3, column: 1 });
    assert.equal(index.lineCount, 4);
  });
});
