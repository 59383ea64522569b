import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chunkDocument, maxChunkLength, type Chunk } from '../../../../src/core/knowledge/documents/chunkDocument';
import type { DocumentText } from '../../../../src/core/knowledge/documents/documentText';

const line = fc.oneof(
  fc.constantFrom('', '', '  ', '# One', '### Two', '```', '~~~~', '---', '}', '{', 'function f() {'),
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.tuple(fc.constantFrom('word ', 'A sentence. ', 'x', '😀', '\t'), fc.integer({ min: 1, max: 3_000 })).map(([part, times]) => part.repeat(times)),
);
const document: fc.Arbitrary<DocumentText> = fc.record({
  text: fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 60 }).map((lines) => lines.flat().join('')),
  kind: fc.constantFrom('markdown' as const, 'code' as const, 'text' as const),
});

/** A surrogate without its other half. */
const halfCharacter = /\p{Surrogate}/u;

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** Where each passage is in its text: as late as leaves nothing out between it and the one before. */
function places({ text }: DocumentText, chunks: readonly Chunk[]): { start: number; end: number }[] {
  let end = 0;
  return chunks.map((chunk) => {
    const next = end + text.slice(end).search(/\S/);
    const start = text.lastIndexOf(chunk.text, next);
    assert.notEqual(start, -1);
    assert.equal(linesOf(text.slice(0, start)).length, chunk.line);
    end = start + chunk.text.length;
    return { start, end };
  });
}

describe('chunkDocument, for any document', () => {
  it('covers all that is not blank, in order', () => {
    fc.assert(
      fc.property(document, (source) => {
        let covered = 0;
        for (const { start, end } of places(source, chunkDocument(source))) {
          if (start > covered) assert.equal(source.text.slice(covered, start).trim(), '');
          assert.ok(end > covered, 'each passage brings something new');
          covered = end;
        }
        assert.equal(source.text.slice(covered).trim(), '');
      }),
    );
  });

  it('gives the lines that hold the passage, its first and last with a part of it', () => {
    fc.assert(
      fc.property(document, (source) => {
        const lines = linesOf(source.text);
        for (const chunk of chunkDocument(source)) {
          const own = lines.slice(chunk.line - 1, chunk.endLine);
          const parts = linesOf(chunk.text);
          assert.equal(parts.length, own.length);
          assert.ok(own[0]!.includes(parts[0]!) && own.at(-1)!.includes(parts.at(-1)!));
          assert.deepEqual(parts.slice(1, -1), own.slice(1, -1));
          assert.ok(parts[0]!.trim() !== '' && parts.at(-1)!.trim() !== '');
        }
      }),
    );
  });

  it('keeps to its size, splits no character, and gives the same again', () => {
    fc.assert(
      fc.property(document, (source) => {
        const chunks = chunkDocument(source);
        for (const { text } of chunks) {
          assert.ok(text.length > 0 && text.length <= maxChunkLength);
          if (!halfCharacter.test(source.text)) assert.doesNotMatch(text, halfCharacter);
        }
        assert.deepEqual(chunkDocument(source), chunks);
      }),
    );
  });
});
