import assert from 'node:assert/strict';
import { knowledgeNameProblem } from '../../../src/core/knowledge/knowledgeName';
import { KnowledgeWorkspace, signal } from './support/knowledgeWorkspace';

const refused = ['', '.', '..', '../x', 'a/b', 'a\\b', 'C:', 'a:b', '.hidden', '.removed-1', 'a.', 'a ', ' a', 'a*', 'a?', '"a"', 'a\0', 'a\n', 'con', 'NUL', 'com1', 'lpt9.txt', 'x'.repeat(65)];
const accepted = ['handbook', 'Help desk 2026', 'a', 'v1.2', 'my-notes_2', 'Übersicht', '手册', 'console', 'x'.repeat(64)];

describe('the name of a knowledge base', () => {
  for (const name of refused) it(`is not ${JSON.stringify(name)}`, () => assert.notEqual(knowledgeNameProblem(name), undefined));
  for (const name of accepted) it(`may be ${JSON.stringify(name)}`, () => assert.equal(knowledgeNameProblem(name), undefined));

  it('is checked before anything is touched', async () => {
    const bases = new KnowledgeWorkspace({ 'a.md': 'text' }).open();
    for (const attempt of [
      () => bases.info('../x'),
      () => bases.documents('../x'),
      () => bases.create('../x'),
      () => bases.add('../x', ['a.md'], { signal }),
      () => bases.refresh('../x', { signal }),
      () => bases.search('../x', 'text', 3, signal),
      () => bases.remove('../x'),
    ]) {
      await assert.rejects(attempt, { name: 'KnowledgeError', message: /“\.\.\/x” is no name for a knowledge base/ });
    }
  });
});
