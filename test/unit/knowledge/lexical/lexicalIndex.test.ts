import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildLexicalIndex } from '../../../../src/core/knowledge/lexical/buildLexicalIndex';
import { fuseByRank } from '../../../../src/core/knowledge/lexical/fuseByRank';
import { wordsOf } from '../../../../src/core/knowledge/lexical/words';

const found = (texts: readonly string[], query: string, count = 5): number[] => buildLexicalIndex(texts).search(query, count).map(({ index }) => index);

describe('buildLexicalIndex', () => {
  it('finds nothing in nothing, with nothing, and of what is not there', () => {
    assert.deepEqual(found([], 'refund'), []);
    assert.deepEqual(found(['', '…'], 'refund'), []);
    assert.deepEqual(found(['refund'], ' ?! '), []);
    assert.deepEqual(found(['refund'], 'zebra'), []);
    assert.deepEqual(found(['refund'], 'refund', 0), []);
  });

  const shop = ['Returns are free of charge.', 'A refund takes a week; refunds abroad take two.', 'Our shop is closed on Sundays.'];

  for (const query of ['refund', 'REFUNDS', 'refunding', 'refnud', 'réfund', 'a refundable week']) {
    it(`finds “${query}”`, () => assert.equal(found(shop, query)[0], 1));
  }

  it('puts the rarer word first, and the shorter text', () => {
    const texts = ['apple banana', 'apple cherry', 'apple cherry and much else beside', 'apple'];
    assert.deepEqual(found(texts, 'apple banana')[0], 0);
    assert.deepEqual(found(texts, 'cherry', 2), [1, 2]);
  });

  it('keeps the order of what is equal', () => assert.deepEqual(found(['same', 'same', 'same'], 'same', 2), [0, 1]));

  it('finds scripts that have no spaces, and accents', () => {
    const texts = ['返品は三十日以内に無料です。', '請求書はメールで送ります。', 'Большие файлы', 'Überweisung'];
    assert.equal(found(texts, '請求書')[0], 1);
    assert.equal(found(texts, 'файл')[0], 2);
    assert.equal(found(texts, 'uberweisung')[0], 3);
  });

  it('takes a whole document for a query', () => {
    const filler = Array.from({ length: 5_000 }, (_, index) => `filler${index}`).join(' ');
    assert.equal(found([...shop, filler.slice(0, 200)], `${shop[1]!} ${'the '.repeat(10_000)}`)[0], 1);
  });

  it('answers alike each time, with falling scores above zero', () => {
    const texts = fc.array(fc.lorem({ maxCount: 12 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.lorem({ maxCount: 4 }), fc.integer({ min: 1, max: 10 }), (all, query, count) => {
        const index = buildLexicalIndex(all);
        const answer = index.search(query, count);
        assert.ok(answer.length <= count);
        assert.deepEqual(index.search(query, count), answer);
        assert.deepEqual(answer, index.search(query, all.length).slice(0, count));
        for (const [place, { score }] of answer.entries()) assert.ok(score > 0 && score <= (answer[place - 1]?.score ?? Infinity));
      }),
    );
  });

  it('finds each text by a word that only it has', () => {
    const texts = Array.from({ length: 500 }, (_, index) => `common words and number${index * 7919}`);
    const index = buildLexicalIndex(texts);
    for (const [place, text] of texts.entries()) assert.equal(index.search(text.split(' ').at(-1)!, 1)[0]?.index, place);
  });
});

describe('wordsOf', () => {
  it('gives words in lower case, without accents', () => assert.deepEqual(wordsOf('Crème-Brûlée, 2nd “Größe” don’t'), ['creme', 'brulee', '2nd', 'große', 'don', 't']));
  it('gives pairs where there are no spaces', () => assert.deepEqual(wordsOf('PDFの請求書'), ['pd', 'df', 'fの', 'の請', '請求', '求書']));
  it('shortens what is no word', () => assert.equal(wordsOf('a'.repeat(1_000_000))[0]?.length, 40));
});

describe('fuseByRank', () => {
  const ranked = (...indexes: number[]): { index: number; score: number }[] => indexes.map((index, place) => ({ index, score: 100 - place }));

  it('puts first what is far up in all', () => assert.deepEqual(fuseByRank([ranked(1, 2, 3), ranked(2, 3, 4)], 3).map(({ index }) => index), [2, 3, 1]));
  it('keeps one ranking as it is', () => assert.deepEqual(fuseByRank([ranked(5, 1, 9), []], 5).map(({ index }) => index), [5, 1, 9]));
  it('gives nothing of nothing', () => assert.deepEqual(fuseByRank([], 5), []));
});
