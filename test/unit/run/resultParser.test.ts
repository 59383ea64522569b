import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseResult, ResultParser } from '../../../src/core/run/resultParser';
import { readCases } from '../../support/fixtures';
import * as z from 'zod';

const { cases } = readCases(
  'result-parser.json',
  z.object({ cases: z.array(z.object({ name: z.string(), text: z.string(), found: z.boolean(), output: z.string() })) }),
);

/** The rule told another way: pair the tags with a stack, keep the last pair that no other pair encloses. */
function reference(text: string): { found: boolean; output: string } {
  const tags = [...text.matchAll(/<\s*(?:(\/)\s*output\s*|output(?:\s[^<>]*)?)>/gi)];
  const pairs: { start: number; end: number }[] = [];
  const open: number[] = [];
  for (const tag of tags) {
    if (!tag[1]) open.push(tag.index + tag[0].length);
    else if (open.length > 0) pairs.push({ start: open.pop()!, end: tag.index });
  }
  const outermost = pairs.filter((pair) => !pairs.some((other) => other.start < pair.start && other.end > pair.end));
  const last = outermost.sort((a, b) => a.end - b.end).at(-1);
  return last ? { found: true, output: text.slice(last.start, last.end).trim() } : { found: false, output: text };
}

function inPieces(text: string, lengths: readonly number[]) {
  const parser = new ResultParser();
  let at = 0;
  for (const length of lengths) {
    parser.push(text.slice(at, at + length));
    at += length;
  }
  parser.push(text.slice(at));
  return parser.end();
}

const taggedText = fc
  .array(
    fc.constantFrom('<output>', '</output>', '<OUTPUT a="1">', '< output >', '</ output\n>', '<outputs>', '<', '>', '</', 'output', ' ', '\n', 'x', '😀', '<output/>'),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

describe('ResultParser', () => {
  for (const { name, text, found, output } of cases) {
    it(name, () => assert.deepEqual(parseResult(text), { found, output, text }));
  }

  it('gives the same result for every case under every split into two', () => {
    for (const { text, found, output } of cases) {
      for (let at = 0; at <= text.length; at++) assert.deepEqual(inPieces(text, [at]), { found, output, text });
    }
  });

  it('does not depend on how the text is split', () => {
    fc.assert(
      fc.property(taggedText, fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 30 }), (text, lengths) => {
        assert.deepEqual(inPieces(text, lengths), parseResult(text));
      }),
    );
  });

  it('agrees with the rule told another way', () => {
    fc.assert(
      fc.property(taggedText, (text) => {
        const { found, output } = parseResult(text);
        assert.deepEqual({ found, output }, reference(text));
      }),
      { numRuns: 1000 },
    );
  });
});
