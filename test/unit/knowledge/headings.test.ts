import assert from 'node:assert/strict';
import { countingEmbed, model } from './support/fakeEmbed';
import { KnowledgeWorkspace, noEmbed, signal } from './support/knowledgeWorkspace';
import { writeOlderBase } from './support/olderBase';

const shop = {
  'returns.md': '# Returns\n\n## Abroad\n\nParcels from abroad come back within sixty days.\n',
  'page.html': '<h1>Payment</h1><p>Invoices are paid within a month.</p>',
  'notes.txt': '# no heading\n\nThe warehouse opens early.\n',
};
const documents = ['notes.txt', 'returns.md'];

describe('the heading of a passage', () => {
  it('is found with it, and is absent where there is none', async () => {
    const workspace = new KnowledgeWorkspace(shop);
    await workspace.open().add('shop', ['*.*'], { signal });
    const bases = workspace.open();
    const headingOf = async (query: string) => (await bases.search('shop', query, 1, signal)).map(({ source, heading }) => ({ source, heading }));
    assert.deepEqual(await headingOf('abroad'), [{ source: 'returns.md', heading: 'Returns' }]);
    assert.deepEqual(await headingOf('invoices'), [{ source: 'page.html', heading: 'Payment' }]);
    const [note] = await bases.search('shop', 'warehouse', 1, signal);
    assert.ok(note && !('heading' in note));
  });

  it('changes what a search can find, and so the version', async () => {
    const body = `${'Words about one thing and another. '.repeat(20)}\n`;
    const workspace = new KnowledgeWorkspace({ 'a.md': `# One\n\n${body}\n${body}` });
    const bases = workspace.open();
    await bases.add('shop', ['a.md'], { signal });
    const version = async () => (await bases.info('shop'))?.version;
    const first = await version();
    workspace.write({ 'a.md': `# Two\n\n${body}\n${body}` });
    await bases.refresh('shop', { signal });
    assert.notEqual(await version(), first);
  });
});

describe('a knowledge base of the first version', () => {
  it('is searched as it is, and has the same version', async () => {
    const workspace = new KnowledgeWorkspace(shop);
    writeOlderBase(workspace, 'shop', documents, model);
    const bases = workspace.open(countingEmbed().embed);
    const [best] = await bases.search('shop', 'parcels from abroad', 1, signal);
    assert.deepEqual({ ...best, score: 0 }, { text: shop['returns.md'].trim(), source: 'returns.md', line: 1, endLine: 5, score: 0 });
    assert.equal((await bases.info('shop'))?.version, 'of the first version');
    assert.deepEqual((await bases.documents('shop')).map(({ state }) => state), ['current', 'current']);
  });

  it('is made anew by a refresh, which asks the embedding model for nothing', async () => {
    const workspace = new KnowledgeWorkspace(shop);
    writeOlderBase(workspace, 'shop', documents, model);
    const bases = workspace.open(noEmbed);
    assert.deepEqual(await bases.refresh('shop', { signal }), { added: 0, updated: 2, unchanged: 0, removed: 0, chunks: 2, skipped: [] });
    assert.deepEqual(await bases.refresh('shop', { signal }), { added: 0, updated: 0, unchanged: 2, removed: 0, chunks: 2, skipped: [] });
    const [best] = await workspace.open(countingEmbed().embed).search('shop', 'parcels from abroad', 1, signal);
    assert.equal(best?.heading, 'Returns');
  });
});
