import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { existsSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { emptyFolder } from '../../support/temporary';
import { model } from './support/fakeEmbed';
import { KnowledgeWorkspace, noEmbed, signal, sourcesOf } from './support/knowledgeWorkspace';

const handbook = {
  'docs/refunds.md': '# Refunds\n\nMoney comes back within fourteen days.\n',
  'docs/shipping.md': '# Shipping\n\nParcels leave the warehouse every morning.\n',
  'docs/accounts.txt': 'Passwords can be reset by e-mail.\n',
};

describe('updating a knowledge base', () => {
  it('that does not exist says so, and leaves nothing behind', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    assert.deepEqual(await bases.list(), []);
    assert.equal(await bases.info('handbook'), undefined);
    await bases.remove('handbook');
    const missing = { name: 'KnowledgeError', message: /There is no knowledge base “handbook” in this workspace\. Create it/ };
    await assert.rejects(bases.documents('handbook'), missing);
    await assert.rejects(bases.search('handbook', 'money', 3, signal), missing);
    await assert.rejects(bases.refresh('handbook', { signal }), missing);
    assert.equal(existsSync(workspace.path('.llmflow')), false);
  });

  it('created, it is empty, and cannot be created again', async () => {
    const bases = new KnowledgeWorkspace(handbook).open();
    const created = await bases.create('handbook');
    assert.deepEqual(await bases.info('handbook'), created);
    assert.deepEqual(created, { name: 'handbook', documents: 0, chunks: 0, embedding: { kind: 'lexical' }, version: created.version });
    assert.deepEqual(await bases.search('handbook', 'money', 3, signal), []);
    assert.deepEqual(await bases.documents('handbook'), []);
    await assert.rejects(bases.create('handbook'), { name: 'KnowledgeError', message: /There is a knowledge base “handbook” already\. Choose/ });
    await assert.rejects(bases.create('other', { ...model, dimensions: 0 }), { name: 'KnowledgeError', message: /between 1 and 16384 dimensions/ });
  });

  it('takes in files, folders and globs, and finds their passages with their places', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    const report = await bases.add('handbook', ['docs'], { signal });
    assert.deepEqual(report, { added: 3, updated: 0, unchanged: 0, removed: 0, chunks: 3, skipped: [] });
    const [best] = await bases.search('handbook', 'when does my money come back?', 3, signal);
    assert.equal(best?.source, 'docs/refunds.md');
    assert.ok(best.text.includes('Money comes back within fourteen days.'));
    assert.ok(best.score > 0 && best.line >= 1 && best.endLine >= 3 - best.line, JSON.stringify(best));
    assert.deepEqual(await workspace.open().search('handbook', 'when does my money come back?', 3, signal), await bases.search('handbook', 'when does my money come back?', 3, signal));
    for (const query of ['', '  \n']) assert.deepEqual(await bases.search('handbook', query, 3, signal), []);

    const info = await bases.info('handbook');
    assert.equal(info?.documents, 3);
    assert.ok(Date.parse(info.refreshedAt ?? '') <= Date.now());
    assert.deepEqual(await bases.list(), [info]);
    assert.deepEqual(await bases.documents('handbook'), [
      { path: 'docs/accounts.txt', chunks: 1, state: 'current' },
      { path: 'docs/refunds.md', chunks: 1, state: 'current' },
      { path: 'docs/shipping.md', chunks: 1, state: 'current' },
    ]);
  });

  it('refreshed, it takes in what is new and changed, and drops what is gone', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    await bases.add('handbook', ['docs/*.md', 'docs/accounts.txt'], { signal });
    workspace.write({ 'docs/refunds.md': '# Refunds\n\nThere is no money back.\n', 'docs/returns.md': 'Returned parcels are examined.\n' });
    workspace.delete('docs/shipping.md');
    assert.deepEqual(
      (await bases.documents('handbook')).map(({ path, state }) => [path, state]),
      [
        ['docs/accounts.txt', 'current'],
        ['docs/refunds.md', 'changed'],
        ['docs/shipping.md', 'missing'],
      ],
    );
    // Until then a search finds what was read.
    assert.deepEqual(sourcesOf(await bases.search('handbook', 'parcels', 5, signal)), ['docs/shipping.md']);
    assert.deepEqual(await bases.refresh('handbook', { signal }), { added: 1, updated: 1, unchanged: 1, removed: 1, chunks: 3, skipped: [] });
    assert.deepEqual(sourcesOf(await bases.search('handbook', 'parcels', 5, signal)), ['docs/returns.md']);
    assert.ok((await bases.search('handbook', 'money', 1, signal))[0]?.text.includes('no money back'));
    assert.ok((await bases.documents('handbook')).every(({ state }) => state === 'current'));
  });

  it('has another version exactly when a search can find something else', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    const version = async () => (await bases.info('handbook'))?.version;
    await bases.create('handbook');
    const empty = await version();
    await bases.add('handbook', ['docs'], { signal });
    const first = await version();
    assert.notEqual(first, empty);
    await bases.refresh('handbook', { signal });
    const later = new Date(Date.now() + 60_000);
    utimesSync(workspace.path('docs/refunds.md'), later, later);
    await bases.refresh('handbook', { signal });
    assert.equal(await version(), first);
    workspace.write({ 'docs/refunds.md': 'Nothing.\n' });
    await bases.refresh('handbook', { signal });
    assert.notEqual(await version(), first);
    workspace.write(handbook);
    await bases.refresh('handbook', { signal });
    assert.equal(await version(), first);
  });

  it('is told how far it is', async () => {
    const stages: string[] = [];
    await new KnowledgeWorkspace(handbook).open().add('handbook', ['docs'], { signal, onProgress: ({ stage, done, total }) => stages.push(`${stage} ${done}/${total}`) });
    assert.deepEqual(stages, ['reading 0/3', 'reading 1/3', 'reading 2/3', 'writing 0/3', 'writing 3/3']);
  });

  it('skips what cannot be read, by name, and takes in the rest', async () => {
    const workspace = new KnowledgeWorkspace({ ...handbook, 'docs/broken.pdf': '%PDF-1.7 and then nothing' });
    const report = await workspace.open().add('handbook', ['docs'], { signal });
    assert.equal(report.added, 3);
    assert.deepEqual(report.skipped.map(({ path }) => path), ['docs/broken.pdf']);
  });

  it('drops a document that cannot be read any more, and says why', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    await bases.add('handbook', ['docs'], { signal });
    workspace.write({ 'docs/refunds.md': ' \n' });
    const report = await bases.refresh('handbook', { signal });
    assert.deepEqual(report, { added: 0, updated: 0, unchanged: 2, removed: 1, chunks: 2, skipped: [{ path: 'docs/refunds.md', reason: 'There is no text in it.' }] });
    assert.deepEqual(await bases.search('handbook', 'money', 5, signal), []);
  });

  it('with nothing to add is refused, and not created', async () => {
    const bases = new KnowledgeWorkspace(handbook).open();
    await assert.rejects(bases.add('handbook', ['nowhere/*.md'], { signal }), { name: 'KnowledgeError', message: /There is nothing to add to the knowledge base “handbook”/ });
    await assert.rejects(bases.add('handbook', ['../'], { signal }), { name: 'KnowledgeError' });
    assert.deepEqual(await bases.list(), []);
  });

  it('removed, it is gone without a trace, and its name is free', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    await bases.add('handbook', ['docs'], { signal });
    await bases.search('handbook', 'money', 3, signal);
    await bases.remove('handbook');
    assert.deepEqual(await readdir(workspace.path('.llmflow/knowledge')), []);
    await assert.rejects(bases.search('handbook', 'money', 3, signal), { name: 'KnowledgeError' });
    await bases.create('handbook');
    assert.deepEqual(await bases.search('handbook', 'money', 3, signal), []);
  });

  it('finishes the removal of another that was killed, and never lists that', async () => {
    const workspace = new KnowledgeWorkspace({ ...handbook, '.llmflow/knowledge/.removed-1/definition': 'half removed' });
    const bases = workspace.open();
    assert.deepEqual(await bases.list(), []);
    await bases.create('handbook');
    assert.deepEqual(await readdir(workspace.path('.llmflow/knowledge')), ['handbook']);
  });

  it('keeps one index and two files in its folder, and git out of it', async () => {
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open();
    await bases.add('handbook', ['docs'], { signal });
    workspace.write({ 'docs/refunds.md': 'Nothing.\n' });
    await bases.refresh('handbook', { signal });
    const files = await readdir(workspace.path('.llmflow/knowledge/handbook'));
    assert.deepEqual(files.map((name) => name.replace(/^.*\.index$/, 'index')).sort(), ['contents', 'definition', 'index']);
    assert.ok(existsSync(workspace.path('.llmflow/.gitignore')));
  });

  it('follows no link out of the workspace', async () => {
    const elsewhere = emptyFolder();
    const workspace = new KnowledgeWorkspace(handbook);
    mkdirSync(workspace.path('.llmflow/knowledge'), { recursive: true });
    symlinkSync(elsewhere, workspace.path('.llmflow/knowledge/handbook'));
    const bases = workspace.open();
    const refused = { name: 'KnowledgeError', message: /is a link that leads out of the workspace\. Remove the link/ };
    await assert.rejects(bases.create('handbook'), refused);
    await assert.rejects(bases.add('handbook', ['docs'], { signal }), refused);
    await assert.rejects(bases.info('handbook'), refused);
    await assert.rejects(bases.remove('handbook'), refused);
    assert.deepEqual(await readdir(elsewhere), []);
    assert.deepEqual(await bases.list(), []);
  });

  it('drops a document that has become a link out of the workspace', async () => {
    const elsewhere = new KnowledgeWorkspace({ 'secret.md': 'Money of others.\n' });
    const workspace = new KnowledgeWorkspace(handbook);
    const bases = workspace.open(noEmbed);
    await bases.add('handbook', ['docs'], { signal });
    workspace.delete('docs/refunds.md');
    symlinkSync(elsewhere.path('secret.md'), workspace.path('docs/refunds.md'));
    assert.equal((await bases.documents('handbook')).find(({ path }) => path === 'docs/refunds.md')?.state, 'missing');
    await bases.refresh('handbook', { signal });
    assert.deepEqual(await bases.search('handbook', 'money', 5, signal), []);
  });
});
