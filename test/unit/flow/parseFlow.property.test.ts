import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FlowDocument } from '../../../src/core/flow/parse/flowDocument';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import type { TextRange } from '../../../src/core/flow/problem';
import { checkFlow } from '../../../src/core/flow/rules/checkFlow';

const sample = readFileSync('media/sample/reviews.llmflow', 'utf8');

/** Pieces that mean something to YAML or to the format. */
const piece = fc.constantFrom(
  ...['llmflow: 1\n', 'nodes:\n', 'processes: ', 'layout: {a: [1, 2]}\n', 'prompts:\n  generation: ', '  a:\n', '    type: input\n', '    from: a\n'],
  ...['a', ': ', '- ', '? ', '{', '}', '[', ']', ',', '"', "'", '|\n', '>\n', '&x ', '*x', '!!binary ', '!t ', '%YAML 1.1\n', '---\n', '...\n', '#'],
  ...['\n', '\r\n', '\r', '\t', ' ', '  ', '\u0000', '\uFEFF', '😀', '\ud800', '<<: ', '__proto__: ', '~', '1', '.inf', '0o17'],
);
const yamlish = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

const mutation = fc.record({ at: fc.nat(sample.length), remove: fc.nat(30), insert: fc.oneof(piece, fc.string({ unit: 'binary' })) });
const mutatedSample = fc
  .array(mutation, { minLength: 1, maxLength: 4 })
  .map((mutations) => mutations.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), sample));

function rangesOf({ problems, locations }: FlowDocument): TextRange[] {
  const fieldRanges = (fields: FlowDocument['locations']['fields']) => [...fields.values()].flatMap(({ key, value }) => [key, value]);
  return [
    ...problems.map(({ range }) => range),
    ...problems.flatMap(({ fix }) => (fix && 'edits' in fix ? fix.edits.map(({ range }) => range) : [])),
    ...fieldRanges(locations.fields),
    ...fieldRanges(locations.prompts),
    ...[...locations.nodes.values()].flatMap(({ key, value, fields, from }) => [key, value, ...fieldRanges(fields), ...from]),
    ...[...locations.processes.values()].flatMap(({ key, value, fields, columns }) => [key, value, ...fieldRanges(fields), ...columns]),
  ];
}

function assertSound(text: string): void {
  const document = parseFlow(text);
  for (const { start, end } of rangesOf(document)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start} to ${end} in a text of ${text.length}`);
  }
  const ids = document.flow.nodes.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'node ids are unique');
  for (const { id, from } of document.flow.nodes) assert.equal(document.locations.nodes.get(id)?.from.length, from.length);
  for (const { range, message } of checkFlow(document, { providers: ['builtin'] })) {
    assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
    assert.notEqual(message, '');
  }
  assert.equal(document.state === 'broken', document.problems.some(({ rule }) => rule === 'document/syntax'));
}

describe('parseFlow and checkFlow never throw, and place everything inside the text', () => {
  const parameters = { numRuns: 500 };
  it('for any text', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), assertSound), parameters));
  it('for texts of YAML’s own pieces', () => fc.assert(fc.property(yamlish, assertSound), { numRuns: 2000 }));
  it('for the sample with pieces cut out and put in', () => fc.assert(fc.property(mutatedSample, assertSound), parameters));
});

describe('parseFlow', () => {
  it('reads any flow that JSON can hold', () => {
    const id = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
    const json = fc.dictionary(id, fc.record({ content: fc.string({ unit: 'grapheme' }), position: fc.tuple(fc.integer(), fc.integer()) }));
    fc.assert(
      fc.property(json, fc.constantFrom('', '\t', '  '), (nodes, indent) => {
        const entries = Object.entries(nodes);
        const text = JSON.stringify(
          {
            llmflow: 1,
            nodes: Object.fromEntries(entries.map(([key, { content }]) => [key, { type: 'input', content }])),
            layout: Object.fromEntries(entries.map(([key, { position }]) => [key, position])),
          },
          undefined,
          indent,
        );
        const { flow, problems } = parseFlow(text);
        assert.deepEqual(problems, []);
        assert.deepEqual(flow.nodes, entries.map(([key, { content }]) => ({ id: key, type: 'input', from: [], content })));
        assert.deepEqual([...flow.layout], entries.map(([key, { position }]) => [key, position]));
      }),
      { numRuns: 300 },
    );
  });
});
