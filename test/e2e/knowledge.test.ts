import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { SideBar } from './support/sideBar';
import { Workbench } from './support/workbench';

const documents = {
  'docs/passwords.md': '# Passwords\n\nTo reset a forgotten password, open the account page and choose Reset.\nA link arrives by mail.\n',
  'docs/holidays.md': '# Holidays\n\nEvery employee has thirty days of holidays a year.\n',
  'docs/picture.md': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3, 0]),
};

describe('knowledge bases', () => {
  let workspace: string;
  let workbench: Workbench;
  let sideBar: SideBar;
  let server: ModelServer;

  before(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'llmflow-knowledge-'));
    await mkdir(join(workspace, 'docs'));
    for (const [path, text] of Object.entries(documents)) await writeFile(join(workspace, path), text);
    server = await startModelServer();
    const settings = { 'llmflow.openai.baseUrl': server.openaiBaseURL, 'llmflow.embeddings.provider': 'openai', 'llmflow.embeddings.model': 'test-embedding' };
    workbench = await Workbench.launch({ workspace, settings });
    sideBar = new SideBar(workbench.page);
  });
  after(async () => {
    await workbench.close();
    await server.close();
    await rm(workspace, { recursive: true, force: true });
  });

  it('begin with saying what they are, and with a name that fits', async () => {
    await sideBar.open();
    await sideBar.view('Knowledge Bases').getByText('A knowledge base holds documents of this folder.').waitFor();
    await sideBar.view('Knowledge Bases').getByRole('button', { name: 'New Knowledge Base…' }).first().click();
    const input = workbench.page.locator('.quick-input-widget input[type=text]');
    await input.fill('../escape');
    await workbench.palette.asked('is no name for a knowledge base');
    await workbench.palette.answer('handbook');
    await workbench.palette.asked('How is “handbook” searched?');
    await workbench.palette.asked(new URL(server.openaiBaseURL).host);
    await workbench.palette.pick('Built-in, by words');
    await sideBar.line('Knowledge Bases', 'Knowledge base handbook, empty').waitFor();
  });

  it('take in what a pattern finds, and say what was skipped and why', async () => {
    const created = await workbench.notifications.find('“handbook” is there, and still empty');
    await created.getByRole('button', { name: 'Add Files or Folder…' }).click();
    await workbench.palette.pick('Pattern…');
    await workbench.palette.answerTo('A path or pattern', 'docs/**/*.md');
    const report = await workbench.notifications.find('2 added, 1 skipped');
    await report.getByRole('button', { name: 'Show Skipped' }).click();
    // What it says does not reach the page in this way of running VS Code.
    await workbench.page.locator('.panel').getByRole('tab', { name: 'Output', selected: true }).waitFor();
    await workbench.notifications.close();
    const base = sideBar.line('Knowledge Bases', 'Knowledge base handbook, 2 documents');
    await sideBar.expand(base);
    await sideBar.line('Knowledge Bases', 'Document docs/passwords.md, ').waitFor();
  });

  it('are searched as one types, and open what was found, with its lines selected', async () => {
    await workbench.runCommand('View: Toggle Panel Visibility');
    await sideBar.act(sideBar.line('Knowledge Bases', 'Knowledge base handbook'), 'Search Knowledge Base…');
    const input = workbench.page.locator('.quick-input-widget input[type=text]');
    await input.fill('forgotten passwort');
    const found = workbench.page.locator('.quick-input-widget').getByRole('option').filter({ hasText: /docs\/passwords\.md:\S+ › Passwords/ }).first();
    await found.waitFor();
    assert.equal(await workbench.page.locator('.tabs-container .tab').count(), 0, 'Nothing is opened by typing.');
    await workbench.page.keyboard.press('Enter');
    await workbench.tab('passwords.md').waitUntilOpen();
    await workbench.page.locator('.editor-instance .selected-text').first().waitFor();
  });

  it('mark what has changed since, and are brought up to date', async () => {
    await workbench.writeFile('docs/holidays.md', '# Holidays\n\nSabbaticals are granted after seven years.\n');
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const stale = sideBar.line('Knowledge Bases', 'Knowledge base handbook, 1 stale');
    await stale.waitFor();
    await sideBar.line('Knowledge Bases', 'Document docs/holidays.md, changed').waitFor();
    await sideBar.act(stale, 'Refresh Knowledge Base');
    await workbench.notifications.find('1 updated');
    await workbench.notifications.close();
    await sideBar.line('Knowledge Bases', 'Knowledge base handbook, 2 documents').waitFor();
  });

  it('are updated under a notification that cancels, and goes on', async () => {
    await workbench.runCommand('LLM Flow: New Knowledge Base…');
    await workbench.palette.answerTo('The name that workflows know it by', 'meanings');
    await workbench.palette.pick('By meaning, with test-embedding');
    await sideBar.line('Knowledge Bases', 'Knowledge base meanings, empty, test-embedding').waitFor();
    let isStalled = true;
    server.json.script(() => (isStalled ? { silence: 'stall' } : undefined));
    const created = await workbench.notifications.find('“meanings” is there, and still empty');
    await created.getByRole('button', { name: 'Add Files or Folder…' }).click();
    await workbench.palette.pick('Pattern…');
    await workbench.palette.answerTo('A path or pattern', 'docs');
    await sideBar.line('Knowledge Bases', 'Knowledge base meanings, updating').waitFor();
    const adding = await workbench.notifications.find('embedding 0 of 2 chunks');
    await adding.getByRole('button', { name: 'Cancel' }).click();
    const cancelled = await workbench.notifications.find('The update of “meanings” was cancelled');
    await sideBar.line('Knowledge Bases', 'Knowledge base meanings, empty').waitFor();
    isStalled = false;
    await cancelled.getByRole('button', { name: 'Go On' }).click();
    await workbench.notifications.find('“meanings”: 2 added, 1 skipped');
    await workbench.notifications.close();
    await sideBar.line('Knowledge Bases', 'Knowledge base meanings, 2 documents, 2 chunks, test-embedding').waitFor();
  });

  it('go when that is confirmed', async () => {
    await workbench.runCommand('LLM Flow: Remove Knowledge Base…');
    await workbench.palette.pick('handbook');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('the documents themselves stay').waitFor();
    await dialog.getByText('Remove', { exact: true }).click();
    await sideBar.line('Knowledge Bases', 'Knowledge base handbook').waitFor({ state: 'detached' });
    assert.match(await workbench.readFile('docs/passwords.md'), /choose Reset/);
  });
});
