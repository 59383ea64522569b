import assert from 'node:assert/strict';
import { readCorpus, readQueries } from '../../../support/retrieval/corpus';
import { ours, plainCandidates } from '../../../support/retrieval/candidates';
import { paragraphsOf, type Paragraph } from '../../../support/retrieval/paragraphs';
import { distractors } from '../../../support/retrieval/distractors';
import { recallOf } from '../../../support/retrieval/recall';

describe('what the lexical index finds', () => {
  const documents = readCorpus();
  const texts = documents.map(({ text }) => text);
  const queries = readQueries('queries.json');
  const heldOut = readQueries('heldOutQueries.json');

  it('has a corpus worth the name', () => {
    assert.ok(documents.length >= 100);
    for (const { name, text } of documents) {
      const words = text.split(/\s+/).length;
      assert.ok(words >= 80 && words <= 250, `${name}: ${words} words`);
    }
    for (const kind of ['keyword', 'misspelt', 'paraphrased'] as const) assert.ok(queries.filter((query) => query.kind === kind).length >= 20);
    const names = new Set(documents.map(({ name }) => name));
    for (const { query, documents: right } of [...queries, ...heldOut]) assert.ok(right.every((name) => names.has(name)), query);
  });

  it('is what was measured', () => {
    const recall = recallOf(ours(texts), documents, queries);
    assert.equal(recall.keyword, 1);
    assert.ok(recall.misspelt >= 0.97 && recall.paraphrased >= 0.47, JSON.stringify(recall));
    assert.ok(recallOf(ours(texts), documents, heldOut).all >= 0.75);
    assert.ok(recallOf(ours([...texts, ...distractors(texts, 300)]), documents, [...queries, ...heldOut]).all >= 0.72);
  });

  describe('in passages that do not begin with their heading', () => {
    const paragraphs = documents.flatMap(paragraphsOf);
    const recall = (textOf: (paragraph: Paragraph) => string) => recallOf(ours(paragraphs.map(textOf)), paragraphs, queries).all;

    it('is no more where their headings are searched too, so that they are only shown', () => {
      const without = recall(({ text }) => text);
      assert.ok(without >= 0.81, String(without));
      assert.ok(without >= recall(({ heading, text }) => `${heading}\n${text}`));
      assert.ok(without >= recall(({ heading, text }) => (text.includes(heading) ? text : `${heading}\n${text}`)));
    });
  });

  for (const [name, build] of Object.entries(plainCandidates)) {
    it(`is no less than with ${name}`, () => {
      for (const asked of [queries, heldOut]) {
        const other = recallOf(build(texts), documents, asked).all;
        const own = recallOf(ours(texts), documents, asked).all;
        assert.ok(own >= other, `${own} < ${other}`);
      }
    });
  }
});
