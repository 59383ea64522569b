import assert from 'node:assert/strict';
import type { UpdateReport } from '../../../src/core/knowledge/knowledgeBase';
import { passageTexts } from '../../../src/host/knowledge/passageText';
import { percentDone, progressText, reportText, skippedLines } from '../../../src/core/knowledge/updateText';

function report(change: Partial<UpdateReport>): UpdateReport {
  return { added: 0, updated: 0, unchanged: 0, removed: 0, chunks: 0, skipped: [], ...change };
}

describe('an update of a knowledge base in words', () => {
  it('tells what has changed', () => {
    const skipped = [{ path: 'a.pdf', reason: 'It is encrypted.' }];
    assert.equal(reportText('handbook', report({ added: 1_200, updated: 1, removed: 2, unchanged: 7, chunks: 3_400, skipped })), '“handbook”: 1,200 added, 1 updated, 2 removed, 1 skipped. It holds 3,400 chunks.');
    assert.equal(reportText('handbook', report({ unchanged: 7, chunks: 1 })), '“handbook”: nothing has changed. It holds 1 chunk.');
  });

  it('tells how far it is', () => {
    assert.equal(progressText({ stage: 'reading', done: 12, total: 3_400, document: 'docs/faq.md' }), 'reading 12 of 3,400, docs/faq.md');
    assert.equal(progressText({ stage: 'reading', done: 0, total: 0 }), 'reading 0 of 0');
    assert.equal(progressText({ stage: 'embedding', done: 1, total: 2 }), 'embedding 1 of 2 chunks');
    assert.equal(progressText({ stage: 'writing', done: 0, total: 1 }), 'writing');
  });

  it('goes on from stage to stage, and never beyond its end', () => {
    const at = (stage: 'reading' | 'embedding' | 'writing', done: number) => percentDone({ stage, done, total: 4 });
    assert.deepEqual([at('reading', 0), at('reading', 4), at('embedding', 0), at('embedding', 2), at('writing', 4), at('writing', 9)], [0, 30, 30, 62.5, 100, 100]);
    assert.equal(percentDone({ stage: 'embedding', done: 0, total: 0 }), 30);
  });

  it('lists what was skipped, each in a line of its own', () => {
    const skipped = [
      { path: 'a.pdf', reason: 'It is encrypted.' },
      { path: 'evil\n“handbook”: all is well', reason: 'It is\r\nbroken.' },
    ];
    assert.deepEqual(skippedLines('handbook', skipped), ['“handbook”: 2 skipped', '  a.pdf: It is encrypted.', '  evil “handbook”: all is well: It is broken.']);
    assert.deepEqual(skippedLines('handbook', []), []);
  });
});

describe('a passage in a list', () => {
  const passage = { text: '  To reset\n\tthe password, ', source: 'docs/faq.md', line: 12, endLine: 14, score: 0.83456 };

  it('has its score, its place and how it begins', () => {
    assert.deepEqual(passageTexts(passage), { score: '0.83', place: 'docs/faq.md:12-14', words: 'To reset the password,' });
    assert.equal(passageTexts({ ...passage, endLine: 12, score: 12.5 }).place, 'docs/faq.md:12');
    assert.equal(passageTexts({ ...passage, heading: 'Accounts › The\u001b password' }).place, 'docs/faq.md:12-14 › Accounts › The  password');
    assert.equal(passageTexts({ ...passage, score: 0.0161 }).score, '0.016');
  });

  it('is cut between words', () => {
    const { words } = passageTexts({ ...passage, text: 'word '.repeat(10_000) });
    assert.match(words, /^(word )+word…$/);
    assert.ok(words.length <= 161);
    assert.equal(passageTexts({ ...passage, text: 'x'.repeat(1_000) }).words, `${'x'.repeat(160)}…`);
  });
});
