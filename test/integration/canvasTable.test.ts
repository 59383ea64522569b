import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CanvasSession } from '../../src/host/canvas/canvasSession';
import type { TableSubject } from '../../src/shared/tableProtocol';
import { FakePage } from './support/fakePage';
import { closeAll, nameOf, openScratch, until, workspaceFolder, writeScratch } from './support/scratch';
import { createTestServices, type TestServices } from './support/testServices';

const id = '7c1e2d0a-52c5-4e0e-9f0e-5f3d9a1f7b01';

const text = `llmflow: 1
id: ${id}
name: Reviews
source: canvas-rows.csv
processes:
  sentiment: review
  topic:
    column: [review, results.sentiment]
    prompt: "{input_data} {output_format}"
    llm_provider: openai
    model_type: gpt-5-mini
  checked:
    column: missing
    flow: self
`;

describe('the table half of a canvas session', () => {
  let services: TestServices;
  let page: FakePage;
  let session: CanvasSession | undefined;
  let shown: [string, TableSubject][];

  beforeEach(async () => {
    services = createTestServices();
    page = new FakePage();
    shown = [];
    await writeScratch('review\nI love it.\nHow dull.\nGreat fun.\n', 'canvas-rows.csv');
  });
  afterEach(async () => {
    session?.dispose();
    await services.tableRuns.stop();
    services.dispose();
    await closeAll();
  });

  async function open(content: string): Promise<vscode.TextDocument> {
    const document = await openScratch(content);
    session = new CanvasSession(document, page, services, (folder, subject) => void shown.push([folder.uri.toString(), subject]));
    page.say({ type: 'ready' });
    await page.next('providers');
    return document;
  }

  const runnable = text.slice(0, text.indexOf('  topic:'));

  it('tells the page the source, the processes as they will run, and where their problems are', async () => {
    await open(text);
    const { view } = await page.next('document', (message) => message.view.problems.some(({ rule }) => rule === 'process/unknown-column'));
    assert.equal(view.table?.source, 'canvas-rows.csv');
    assert.deepEqual(
      view.table.processes.map(({ name, columns, prompt, flow, model }) => ({ name, columns, prompt: prompt?.from, flow, model: model && `${model.llm_provider}/${model.model_type}` })),
      [
        { name: 'sentiment', columns: ['review'], prompt: 'built-in', flow: undefined, model: 'builtin/auto' },
        { name: 'topic', columns: ['review', 'results.sentiment'], prompt: 'own', flow: undefined, model: 'openai/gpt-5-mini' },
        { name: 'checked', columns: ['missing'], prompt: undefined, flow: 'self', model: undefined },
      ],
    );
    const rules = view.problems.filter(({ process }) => process === 'checked').map(({ rule, part }) => [rule, part]);
    assert.deepEqual(rules, [['process/unknown-column', 'processes'], ['process/unknown-flow', 'processes']]);
  });

  it('has no table for a workflow without one', async () => {
    await open('llmflow: 1\nnodes:\n  a:\n    type: input\n  o:\n    type: output\n    from: a\n');
    assert.equal((await page.next('document')).view.table, undefined);
  });

  it('runs the table, tells how it goes, and tells a page that comes later the same', async () => {
    const document = await open(runnable);
    page.say({ type: 'run-table', limit: 2 });
    const { run, processes, ended } = await page.next('table-run', (message) => message.run.state === 'ended');
    assert.deepEqual(run.outcome, { status: 'completed', completed: 2, failed: 0, skipped: 0 });
    assert.deepEqual([processes, ended], [['sentiment'], [{ process: 'sentiment', completed: 2, failed: 0, skipped: 0 }]]);
    assert.equal(page.received.some((message) => message.type === 'table-run' && message.run.state === 'pulling'), true);

    const late = new FakePage();
    const second = new CanvasSession(document, late, services, () => undefined);
    late.say({ type: 'ready' });
    assert.deepEqual((await late.next('table-run')).run, run);
    second.dispose();
  });

  it('cancels a run, and leaves the graph to be edited while it goes on', async () => {
    const rows = Array.from({ length: 2_000 }, (_, row) => `row ${row} is fine`).join('\n');
    await writeScratch(`review\n${rows}\n`, 'canvas-rows.csv');
    const document = await open(runnable);
    page.say({ type: 'run-table' });
    await page.next('table-run', ({ run }) => run.state !== 'ended');
    const { epoch } = await page.next('document');
    page.say({ type: 'edit', epoch, edit: { kind: 'add-node', type: 'input', position: [0, 0] } });
    await page.next('document', ({ view }) => view.nodes.length === 1);
    page.say({ type: 'cancel-table' });
    const { run } = await page.next('table-run', (message) => message.run.state === 'ended');
    assert.ok(['cancelled', 'completed'].includes(run.outcome?.status ?? ''), run.outcome?.status);
    assert.equal(services.tableRuns.isRunning(document.uri), false);
  });

  it('shows rows and results in the tables of the folder', async () => {
    await open(runnable);
    page.say({ type: 'show-tables', view: 'source' });
    page.say({ type: 'show-tables', view: 'results' });
    await until('both tables', () => (shown.length === 2 ? true : undefined));
    const folder = workspaceFolder().toString();
    assert.deepEqual(shown, [
      [folder, { view: 'source', source: 'canvas-rows.csv' }],
      [folder, { view: 'joined', workflow: id }],
    ]);
  });

  it('says that there is no source to show', async () => {
    await open('llmflow: 1\nprocesses:\n  sentiment: review\n');
    page.say({ type: 'show-tables', view: 'source' });
    assert.match((await page.next('refused')).message, /names no source/);
  });

  it('opens the text at a process, and at the source', async () => {
    const document = await open(text);
    const lineOf = async (wanted: string) =>
      until(wanted, () => {
        const editor = vscode.window.activeTextEditor;
        const isThere = editor?.document.uri.toString() === document.uri.toString() && document.lineAt(editor.selection.active.line).text.startsWith(wanted);
        return isThere ? nameOf(document.uri) : undefined;
      });
    page.say({ type: 'open-text', process: 'topic' });
    await lineOf('  topic:');
    page.say({ type: 'open-text', field: 'source' });
    await lineOf('source:');
  });
});
