import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFilter } from '../../../src/core/tables/view/filterText';

const columns = ['Title', 'data column', 'sentiment'];

describe('table view: filter text', () => {
  const cases: [string, ReturnType<typeof parseFilter>][] = [
    ['', []],
    ['  ', []],
    ['good film', [{ text: 'good', isNegated: false }, { text: 'film', isNegated: false }]],
    ['"good film" bad', [{ text: 'good film', isNegated: false }, { text: 'bad', isNegated: false }]],
    ['"good fi', [{ text: 'good fi', isNegated: false }]],
    ['-bad', [{ text: 'bad', isNegated: true }]],
    ['-', []],
    ['well-made', [{ text: 'well-made', isNegated: false }]],
    ['title:good', [{ text: 'good', isNegated: false, column: 'Title' }]],
    ['-sentiment:"not sure"', [{ text: 'not sure', isNegated: true, column: 'sentiment' }]],
    ['"data column":x', [{ text: 'x', isNegated: false, column: 'data column' }]],
    ['title:', []],
    ['https://example.org', [{ text: 'https://example.org', isNegated: false }]],
    ['-12:30', [{ text: '12:30', isNegated: true }]],
  ];
  for (const [filter, terms] of cases) {
    it(`reads ${JSON.stringify(filter)}`, () => assert.deepEqual(parseFilter(filter, columns), terms));
  }

  it('takes anything that can be typed, and no empty text from it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ':', '-', ' ', 'title', '\n', '😀') }), (filter) => {
        for (const { text } of parseFilter(filter, columns)) assert.notEqual(text, '');
      }),
    );
  });
});
