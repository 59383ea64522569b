import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startModelServer } from '../support/model-server/modelServer';
import { SideBar } from './support/sideBar';
import { Workbench } from './support/workbench';

describe('the side bar', () => {
  let workspace: string;
  let workbench: Workbench;
  let sideBar: SideBar;

  before(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'llmflow-empty-'));
    await writeFile(join(workspace, 'notes.md'), 'Nothing here yet.\n');
    workbench = await Workbench.launch({ workspace });
    sideBar = new SideBar(workbench.page);
  });
  after(async () => {
    await workbench.close();
    await rm(workspace, { recursive: true, force: true });
  });

  it('says what to do first where there is nothing', async () => {
    await sideBar.open();
    await sideBar.view('Workflows').getByRole('button', { name: 'New Workflow…' }).first().waitFor();
    await sideBar.view('Sources').getByText('No workflow names a source yet.').waitFor();
    await sideBar.view('Runs').getByText('Nothing has run in this folder yet.').waitFor();
    assert.equal(await sideBar.view('Runs').getByRole('button', { name: 'Run a Workflow' }).count(), 0);
  });

  it('takes the sample into the folder, and lists its workflows and their source', async () => {
    await sideBar.view('Workflows').getByRole('button', { name: 'Add the Sample' }).click();
    await sideBar.line('Workflows', 'Movie reviews, not run yet').waitFor();
    await sideBar.line('Workflows', 'Reviews as a table, not run yet').waitFor();
    await sideBar.line('Sources', 'Source llmflow-sample/reviews.csv, not pulled yet').waitFor();
    await sideBar.view('Runs').getByRole('button', { name: 'Run a Workflow' }).waitFor();
    await workbench.tab('reviews.llmflow').waitUntilOpen();
  });

  it('runs a workflow, shows how it went, and what each node said', async () => {
    await sideBar.act(sideBar.line('Workflows', 'Movie reviews'), 'Run Workflow');
    await sideBar.line('Workflows', 'Movie reviews, completed').waitFor();
    const run = sideBar.line('Runs', 'Movie reviews, completed');
    await sideBar.expand(run);
    await sideBar.line('Runs', 'Node mood, completed, ').click();
    await workbench.tab('mood.md').waitUntilOpen();
    await workbench.page.locator('.editor-instance .view-line').getByText(/Positive|Negative|Neutral/).first().waitFor();
  });

  it('runs a table, and counts its rows', async () => {
    const table = sideBar.line('Workflows', 'Reviews as a table');
    await sideBar.act(table, 'Run Table');
    await sideBar.line('Workflows', 'Reviews as a table, completed').waitFor();
    await sideBar.expand(table);
    await sideBar.line('Workflows', 'Process sentiment, 3 completed').waitFor();
    await sideBar.line('Sources', 'Source llmflow-sample/reviews.csv, 3 rows').waitFor();
    await sideBar.line('Runs', 'Table of Reviews as a table, completed').waitFor();
  });

  it('opens with the keyboard what a line stands for', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('LLM Flow: Focus on Workflows View');
    await sideBar.openLine('Workflows', 'Home', sideBar.line('Workflows', 'Movie reviews, completed'), workbench.tab('reviews.llmflow'));
    await workbench.runCommand('LLM Flow: Focus on Workflows View');
    await sideBar.openLine('Workflows', 'End', sideBar.line('Workflows', 'Process summarization, 3 completed'), workbench.tab('table.llmflow'));
  });

  it('knows after a reload what has run before', async () => {
    await workbench.page.reload();
    await sideBar.line('Workflows', 'Movie reviews, completed').waitFor();
    await sideBar.line('Workflows', 'Reviews as a table, completed').waitFor();
    await sideBar.line('Runs', 'Table of Reviews as a table, completed').waitFor();
    assert.equal(await sideBar.line('Runs', 'Table of ').count(), 1);
    await sideBar.expand(sideBar.line('Runs', 'Movie reviews, completed'));
    await sideBar.line('Runs', 'Node mood, completed, ').click();
    await workbench.page.locator('.editor-instance .view-line').getByText(/Positive|Negative|Neutral/).first().waitFor();
    assert.equal(await sideBar.view('Runs').locator('[aria-label*="interrupted"]').count(), 0);
  });

  describe('while a terminal runs a table', () => {
    const table = 'llmflow: 1\nname: Slow table\nllm_provider: openai\nsource: rows.csv\nprocesses: {sentiment: text}\n';
    let terminal: ChildProcess;

    it('shows its run as it goes on, and after kill -9 that it was interrupted', async () => {
      const server = await startModelServer();
      try {
        server.script(() => ({ text: 'Never finished', fault: { type: 'stall', afterChunks: 1 } }));
        await writeFile(join(workbench.folder, 'rows.csv'), 'text\none\n');
        await writeFile(join(workbench.folder, 'slow.llmflow'), table);
        const env = { ...process.env, OPENAI_BASE_URL: server.openaiBaseURL, OPENAI_API_KEY: 'test' };
        terminal = spawn(process.execPath, [resolve('dist/cli.js'), 'table', 'slow.llmflow'], { cwd: workbench.folder, env, stdio: 'ignore' });
        await sideBar.line('Runs', 'Table of Slow table, running').waitFor();
        await sideBar.line('Workflows', 'Slow table, running').waitFor();
        const ended = once(terminal, 'close');
        terminal.kill('SIGKILL');
        await ended;
        await sideBar.line('Runs', 'Table of Slow table, interrupted').waitFor();
        await sideBar.line('Workflows', 'Slow table, interrupted').waitFor();
      } finally {
        terminal.kill('SIGKILL');
        await server.close();
      }
    });
  });

  it('clears the history of flows and tables', async () => {
    await workbench.runCommand('LLM Flow: Clear Run History');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Clear', exact: true }).click();
    await sideBar.view('Runs').getByText('Nothing has run in this folder yet.').waitFor();
    await sideBar.line('Workflows', 'Movie reviews, not run yet').waitFor();
    // Its results stay.
    await sideBar.line('Workflows', 'Reviews as a table, completed').waitFor();
    assert.equal(await sideBar.view('Runs').locator('[role=treeitem]').count(), 0);
  });
});
