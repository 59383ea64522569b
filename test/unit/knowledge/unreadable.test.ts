import assert from 'node:assert/strict';
import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { encodeLine } from '../../../src/core/store/checkedLine';
import { KnowledgeWorkspace, signal } from './support/knowledgeWorkspace';

const contentsFile = '.llmflow/knowledge/shop/contents';
const broken = { path: 'broken.md', reason: 'There is no text in it.' };

/** With a document that holds nothing, which the knowledge base has found out. */
async function shopWithBroken(): Promise<KnowledgeWorkspace> {
  const workspace = new KnowledgeWorkspace({ 'a.md': 'Parcels leave in the morning.\n', 'broken.md': ' \n' });
  await workspace.open().add('shop', ['.'], { signal });
  return workspace;
}

/** What is remembered, changed by hand: a reason of ours tells what is remembered from what is read again. */
function remember(workspace: KnowledgeWorkspace, change: { readonly reason?: string; readonly reader?: number }): void {
  const file = workspace.path(contentsFile);
  const line = readFileSync(file, 'utf8');
  const contents = JSON.parse(line.slice(line.indexOf('{'))) as { unreadable: object[] };
  writeFileSync(file, encodeLine(JSON.stringify({ ...contents, unreadable: contents.unreadable.map((document) => ({ ...document, ...change })) })));
}

describe('a document that could not be read', () => {
  it('is skipped again for the same reason, without being read', async () => {
    const workspace = await shopWithBroken();
    remember(workspace, { reason: 'As remembered.' });
    for (let time = 0; time < 2; time++) {
      const report = await workspace.open().refresh('shop', { signal });
      assert.deepEqual(report, { added: 0, updated: 0, unchanged: 1, removed: 0, chunks: 1, skipped: [{ ...broken, reason: 'As remembered.' }] });
    }
  });

  it('is not read again where only its time has changed, or another document', async () => {
    const workspace = await shopWithBroken();
    remember(workspace, { reason: 'As remembered.' });
    const later = new Date(Date.now() + 60_000);
    utimesSync(workspace.path('broken.md'), later, later);
    workspace.write({ 'b.md': 'Another.\n' });
    const { added, skipped } = await workspace.open().refresh('shop', { signal });
    assert.deepEqual({ added, skipped }, { added: 1, skipped: [{ ...broken, reason: 'As remembered.' }] });
  });

  it('is read again once it has changed', async () => {
    const workspace = await shopWithBroken();
    workspace.write({ 'broken.md': 'Now it says something.\n' });
    const { added, skipped } = await workspace.open().refresh('shop', { signal });
    assert.deepEqual({ added, skipped }, { added: 1, skipped: [] });
    assert.deepEqual((await workspace.open().refresh('shop', { signal })).unchanged, 2);
  });

  it('is read again by another version of the reader', async () => {
    const workspace = await shopWithBroken();
    remember(workspace, { reason: 'As remembered.', reader: 0 });
    assert.deepEqual((await workspace.open().refresh('shop', { signal })).skipped, [broken]);
  });

  it('is read again when it is added again', async () => {
    const workspace = await shopWithBroken();
    remember(workspace, { reason: 'As remembered.' });
    assert.deepEqual((await workspace.open().add('shop', ['a.md'], { signal })).skipped, [{ ...broken, reason: 'As remembered.' }]);
    assert.deepEqual((await workspace.open().add('shop', ['broken.md'], { signal })).skipped, [broken]);
  });

  it('is forgotten when it is gone', async () => {
    const workspace = await shopWithBroken();
    workspace.delete('broken.md');
    assert.deepEqual((await workspace.open().refresh('shop', { signal })).skipped, []);
    assert.ok(readFileSync(workspace.path(contentsFile), 'utf8').includes('"unreadable":[]'));
  });

  it('is not remembered where the file system was to blame', async function () {
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    const workspace = new KnowledgeWorkspace({ 'a.md': 'Parcels.\n', 'b.md': 'Money.\n' });
    chmodSync(workspace.path('b.md'), 0);
    assert.equal((await workspace.open().add('shop', ['.'], { signal })).skipped.length, 1);
    chmodSync(workspace.path('b.md'), 0o600);
    const { added, skipped } = await workspace.open().refresh('shop', { signal });
    assert.deepEqual({ added, skipped }, { added: 1, skipped: [] });
  });
});
