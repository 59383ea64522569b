import assert from 'node:assert/strict';
import { openKnowledgeBases } from '../../../src/core/knowledge/openKnowledgeBases';
import { countingEmbed } from './support/fakeEmbed';
import { startRounds } from './support/kill';
import { KnowledgeWorkspace, signal } from './support/knowledgeWorkspace';
import { roundIn } from './support/rounds';
import { roundsWorkspace } from './support/roundsWorkspace';

describe('knowledge bases with several at work', function () {
  this.timeout(60_000);

  it('a reader finds the old index or the new one, never less, while another process updates it', async () => {
    const workspace = await roundsWorkspace();
    const bases = openKnowledgeBases({ workspace, embed: countingEmbed().embed });
    const child = await startRounds(workspace, 1, 40);
    const seen: number[] = [];
    while (!child.hasEnded) seen.push(await roundIn(bases));
    assert.equal(await child.ended(), 0);
    seen.push(await roundIn(bases));
    assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
    assert.equal(seen.at(-1), 40);
    assert.ok(new Set(seen).size > 2, `${new Set(seen).size} states seen`);
  });

  it('a second process is told who writes, and nothing of the first is lost', async () => {
    const workspace = new KnowledgeWorkspace({ 'a.md': 'Apples.\n', 'b.md': 'Pears.\n' });
    await workspace.open().create('fruit', { kind: 'openai', model: 'words', dimensions: 4 });
    let other: Promise<unknown> | undefined;
    const counted = countingEmbed(async () => {
      other = workspace.open().refresh('fruit', { signal });
      await assert.rejects(other, { name: 'KnowledgeError', message: /The knowledge base “fruit” is being written by “adding documents” \(process \d+ on .*Wait for it to end, or stop it; then try again/ });
      await assert.rejects(workspace.open().remove('fruit'), { name: 'KnowledgeError', message: /is being written by/ });
    });
    const report = await workspace.open(counted.embed).add('fruit', ['*.md'], { signal });
    assert.ok(other);
    assert.equal(report.added, 2);
    assert.equal((await workspace.open().info('fruit'))?.documents, 2);
  });

  it('two processes that update it at once take turns, and leave it whole', async () => {
    const workspace = await roundsWorkspace();
    const children = await Promise.all([startRounds(workspace, 1_000, 30), startRounds(workspace, 2_000, 30)]);
    assert.deepEqual(await Promise.all(children.map((child) => child.ended())), [0, 0]);
    const bases = openKnowledgeBases({ workspace, embed: countingEmbed().embed });
    await bases.refresh('rounds', { signal });
    assert.deepEqual([1_029, 2_029].includes(await roundIn(bases)), true);
  });

  it('updates of one process come one after another; a cancelled one that waits does nothing', async () => {
    const workspace = new KnowledgeWorkspace({ 'a.md': 'Apples.\n', 'b.md': 'Pears.\n', 'c.md': 'Plums.\n' });
    const bases = workspace.open();
    const stop = new AbortController();
    const updates = [
      bases.add('fruit', ['a.md'], { signal }),
      bases.add('fruit', ['b.md'], { signal: stop.signal }),
      bases.add('fruit', ['c.md'], { signal }),
    ];
    stop.abort(new Error('Cancelled by a test.'));
    const [first, second, third] = await Promise.allSettled(updates);
    assert.equal(first?.status, 'fulfilled');
    assert.equal(second?.status === 'rejected' && String(second.reason), 'Error: Cancelled by a test.');
    assert.equal(third?.status, 'fulfilled');
    assert.deepEqual((await bases.documents('fruit')).map(({ path }) => path), ['a.md', 'c.md']);
  });

  it('searches that come together load the index once, and find the same', async () => {
    const workspace = new KnowledgeWorkspace({ 'a.md': 'Apples.\n' });
    const bases = workspace.open();
    await bases.add('fruit', ['a.md'], { signal });
    const answers = await Promise.all(Array.from({ length: 8 }, () => bases.search('fruit', 'apples', 1, signal)));
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0]?.length, 1);
  });
});
