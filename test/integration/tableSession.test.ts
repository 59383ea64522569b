import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openReader } from '../../src/core/store/openReader';
import { folderRuns } from '../../src/host/table/folderRuns';
import { tableActions } from '../../src/host/table/tableActions';
import { TableSession } from '../../src/host/table/tableSession';
import { FakeTablePage } from './support/fakeTablePage';
import { closeAll, until, workspaceFolder, writeScratch } from './support/scratch';
import { createTestServices, type TestServices } from './support/testServices';

const workflow = '7c1e2d0a-52c5-4e0e-9f0e-5f3d9a1f7b02';
const path = 'session.llmflow';
const text = `llmflow: 1\nid: ${workflow}\nname: Session\nsource: session-rows.csv\nprocesses:\n  sentiment: review\n  keywords: review\n`;

describe('the table runs of a table session', () => {
  let services: TestServices;
  let page: FakeTablePage;
  let session: TableSession;
  let uri: vscode.Uri;

  beforeEach(async () => {
    services = createTestServices();
    page = new FakeTablePage();
    await writeScratch('review\nI love it.\nHow dull.\nGreat fun.\n', 'session-rows.csv');
    uri = await writeScratch(text, path);
    const folder = workspaceFolder();
    session = new TableSession({
      folder,
      page,
      open: () => openReader(folder.fsPath),
      actions: tableActions(folder, services.tableRuns),
      runs: folderRuns(folder, services.tableRuns),
    });
    page.ready();
  });
  afterEach(async () => {
    session.dispose();
    await services.tableRuns.stop();
    services.dispose();
    await closeAll();
  });

  /** The ends of runs that the page was told of. */
  const ends = () =>
    page.received.flatMap((message) => {
      if (message.type !== 'table-run' || !message.run.outcome) return [];
      const { completed, skipped, status } = message.run.outcome;
      return [{ path: message.path, status, completed, skipped }];
    });
  const ended = (count: number) => until(`the end of run ${count}`, () => (ends().length >= count ? ends().at(-1) : undefined));

  it('runs a table, tells the page how it goes, and runs chosen rows again', async () => {
    assert.deepEqual(await page.call('run-table', { path }), { result: {} });
    assert.deepEqual(await ended(1), { path, status: 'completed', completed: 6, skipped: 0 });

    await until('the new rows', () => (page.received.some(({ type }) => type === 'changed') ? true : undefined));
    const query = { subject: { view: 'joined' as const, workflow }, text: '' };
    assert.deepEqual(await page.call('run-rows', { query, ranges: [{ start: 0, end: 2 }], process: 'sentiment' }), { result: {} });
    assert.deepEqual(await ended(2), { path, status: 'completed', completed: 2, skipped: 0 });

    const results = { subject: { view: 'results' as const, workflow }, text: '', status: 'Completed' as const };
    await page.call('run-rows', { query: results, ranges: [{ start: 0, end: 6 }] });
    assert.deepEqual(await ended(3), { path, status: 'completed', completed: 6, skipped: 0 });
  });

  it('tells a page that comes later of the runs that go on', async () => {
    const rows = Array.from({ length: 3_000 }, (_, row) => `row ${row} is fine`).join('\n');
    await writeScratch(`review\n${rows}\n`, 'session-rows.csv');
    await page.call('run-table', { path });
    page.received.length = 0;
    page.ready();
    await until('the run', () => page.received.find(({ type }) => type === 'table-run'));
    await page.call('cancel-table', { path });
    await until('its end', () => (services.tableRuns.isRunning(uri) ? undefined : true));
  });

  it('shows what it was told while the page was hidden once the page is back', () => {
    session.hidden();
    page.received.length = 0;
    session.show({ view: 'workflows' });
    assert.deepEqual(page.received, []);
    page.ready();
    assert.deepEqual(page.received.filter(({ type }) => type === 'show'), [{ type: 'show', subject: { view: 'workflows' } }]);
  });

  it('says that the file of a workflow is gone, and leaves files outside the folder alone', async () => {
    await vscode.workspace.fs.delete(uri);
    assert.deepEqual(await page.call('run-table', { path }), { failure: 'The workflow session.llmflow is not in this folder any more.' });
    assert.match(JSON.stringify(await page.call('run-table', { path: '../elsewhere.llmflow' })), /is not in this folder any more/);
  });
});
