import assert from 'node:assert/strict';
import { chunkDocument, maxChunkLength } from '../../../../src/core/knowledge/documents/chunkDocument';

/** A surrogate without its other half. */
const halfCharacter = /\p{Surrogate}/u;
const sentence = 'The parcel is sent back to the warehouse in the same box. ';
const paragraph = (about: string, length: number): string => `${about}: ${sentence.repeat(length / sentence.length)}`.trim();

describe('chunkDocument', () => {
  it('gives a short document as it is, without blank ends', () => {
    assert.deepEqual(chunkDocument({ text: '\n\n# Returns\r\n\r\nWithin 30 days.\r\n\n', kind: 'markdown' }), [
      { text: '# Returns\r\n\r\nWithin 30 days.', line: 3, endLine: 5, heading: 'Returns' },
    ]);
  });

  it('begins a passage at each heading that has something under it', () => {
    const text = ['# Shop', '', '## Returns', paragraph('Returns', 600), '', '### Abroad #', paragraph('Abroad', 600), '', '## Refunds', paragraph('Refunds', 600)].join('\n');
    assert.deepEqual(
      chunkDocument({ text, kind: 'markdown' }).map(({ line, endLine, heading }) => ({ line, endLine, heading })),
      [
        { line: 1, endLine: 4, heading: 'Shop' },
        { line: 6, endLine: 7, heading: 'Shop › Returns › Abroad' },
        { line: 9, endLine: 10, heading: 'Shop › Refunds' },
      ],
    );
  });

  it('knows headings that are underlined, and none in fences', () => {
    const text = ['Shop', '====', '', '```sh', '# no heading', '```', paragraph('Shop', 600), '', 'Returns', '---', paragraph('Returns', 600)].join('\n');
    assert.deepEqual(
      chunkDocument({ text, kind: 'markdown' }).map(({ line, heading }) => [line, heading]),
      [[1, 'Shop'], [9, 'Shop › Returns']],
    );
  });

  it('shortens a heading that is no heading', () => {
    const [chunk] = chunkDocument({ text: `# ${'x'.repeat(119)}${'😀'.repeat(100_000)}\n`, kind: 'markdown' });
    assert.equal(chunk?.heading, `${'x'.repeat(119)}…`);
  });

  it('is not held up by a heading of a megabyte', () => {
    assert.equal(chunkDocument({ text: `# a${' '.repeat(1024 * 1024)}x`, kind: 'markdown' })[0]?.heading, 'a');
  });

  it('ends at paragraphs where it can', () => {
    const text = [paragraph('One', 700), '', paragraph('Two', 400), '', paragraph('Three', 700)].join('\n');
    assert.deepEqual(chunkDocument({ text, kind: 'text' }).map(({ line, endLine }) => [line, endLine]), [[1, 3], [5, 5]]);
  });

  it('overlaps where it has to end in the middle of a paragraph', () => {
    const text = Array.from({ length: 60 }, (_, line) => `${line + 1} ${sentence.trim()}`).join('\n');
    const chunks = chunkDocument({ text, kind: 'text' });
    assert.ok(chunks.length > 2);
    for (const [index, chunk] of chunks.slice(1).entries()) {
      const before = chunks[index]!;
      assert.ok(chunk.line <= before.endLine && chunk.line > before.line, `${before.line}–${before.endLine}, ${chunk.line}`);
    }
  });

  it('keeps functions whole', () => {
    const functionOf = (name: string): string => [`function ${name}() {`, ...Array.from({ length: 18 }, (_, line) => `  step(${line}, 'about ${name}');`), '', '  done();', '}'].join('\n');
    const text = ['one', 'two', 'three', 'four'].map(functionOf).join('\n\n');
    assert.deepEqual(chunkDocument({ text, kind: 'code' }).map((chunk) => [chunk.line, chunk.endLine]), [[1, 45], [47, 91]]);
  });

  it('cuts a long line after sentences', () => {
    for (const { text, line, endLine } of chunkDocument({ text: sentence.repeat(100), kind: 'text' })) {
      assert.deepEqual([line, endLine], [1, 1]);
      assert.match(text, /^The parcel .* box\. $/s);
    }
  });

  it('cuts a line of a megabyte, and no character', () => {
    const text = '😀'.repeat(256 * 1024);
    const chunks = chunkDocument({ text: `x${text}`, kind: 'text' });
    assert.equal(chunks.map((chunk) => chunk.text).join(''), `x${text}`);
    for (const chunk of chunks) assert.ok(!halfCharacter.test(chunk.text) && chunk.text.length <= maxChunkLength && chunk.line === 1 && chunk.endLine === 1);
  });

  it('gives nothing of nothing', () => {
    for (const text of ['', ' ', '\n \r\n\t']) assert.deepEqual(chunkDocument({ text, kind: 'markdown' }), []);
  });
});
