import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SseReader, type ServerSentEvent } from '../../../src/core/models/http/sse';

function read(text: string, sizes: readonly number[] = []): ServerSentEvent[] {
  const reader = new SseReader();
  const bytes = new TextEncoder().encode(text);
  const events: ServerSentEvent[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    events.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return events;
}

describe('SseReader', () => {
  it('reads events with LF, CRLF and CR', () => {
    const events = [{ event: 'a', data: '1' }, { event: '', data: '2' }];
    for (const end of ['\n', '\r\n', '\r']) {
      assert.deepEqual(read(['event: a', 'data: 1', '', 'data: 2', '', ''].join(end)), events, JSON.stringify(end));
    }
  });

  it('joins data lines, skips comments, other fields and events without data', () => {
    assert.deepEqual(read(': hello\nid: 7\ndata: a\ndata:b\ndata:  c\nretry: 1\n\nevent: ping\n\ndata\n\n'), [
      { event: '', data: 'a\nb\n c' },
      { event: '', data: '' },
    ]);
  });

  it('drops a byte order mark and an event that never ends', () => {
    assert.deepEqual(read('\uFEFFdata: 1\n\ndata: 2\n'), [{ event: '', data: '1' }]);
  });

  it('gives the same events however the bytes are split, also inside a character and between CR and LF', () => {
    const line = fc.constantFrom('data: 你好 😀', 'data:x', 'data', ': comment', 'event: end', 'id: 1', '', 'data: {"a":"b:c"}');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const stream = fc.array(fc.tuple(line, end), { maxLength: 30 }).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 200 }), (text, sizes) => {
        assert.deepEqual(read(text, sizes), read(text));
      }),
    );
  });

  it('agrees with a reading of the whole text at once', () => {
    const line = fc.constantFrom('data: a', 'data:b', 'event: e', ': c', '', '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const blocks = `${lines.join('\n')}\n`.split(/\n(?=\n)/).slice(0, -1);
        const expected = blocks
          .map((block) => block.split('\n').filter((each) => each.startsWith('data')))
          .filter((data) => data.length > 0)
          .map((data) => data.map((each) => each.slice(5).trimStart()).join('\n'));
        const text = `${lines.join('\n')}\n`;
        assert.deepEqual(
          read(text).map(({ data }) => data),
          expected,
        );
      }),
    );
  });
});
