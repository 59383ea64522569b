import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CanvasSession } from '../../src/host/canvas/canvasSession';
import type { FromCanvas, ProcessProblem } from '../../src/shared/protocol';
import { FakePage } from './support/fakePage';
import { closeAll, nameOf, openScratch, writeScratch } from './support/scratch';
import { createTestServices, type TestServices } from './support/testServices';

const text = `llmflow: 1
source: edited-rows.csv # ours
processes:
  # mood
  sentiment: review # why
  topic:
    column: [review, results.sentiment]
    prompt: "{input_data} {output_format}"
`;

type ProcessWish = Extract<FromCanvas, { type: 'check-process' }>['edit'];

describe('editing the table half on a canvas', () => {
  let services: TestServices;
  let page: FakePage;
  let session: CanvasSession | undefined;
  let request = 0;

  beforeEach(async () => {
    services = createTestServices();
    page = new FakePage();
    await writeScratch('title,review\na,I love it.\nb,How dull.\n', 'edited-rows.csv');
  });
  afterEach(async () => {
    session?.dispose();
    await services.tableRuns.stop();
    services.dispose();
    await closeAll();
  });

  /** Open, with the columns of its source known. */
  async function open(content = text): Promise<vscode.TextDocument> {
    const document = await openScratch(content);
    session = new CanvasSession(document, page, services, () => undefined);
    page.say({ type: 'ready' });
    await page.next('document', ({ view }) => view.table?.columns !== undefined);
    return document;
  }

  async function check(edit: ProcessWish): Promise<ProcessProblem[]> {
    const asked = ++request;
    page.say({ type: 'check-process', request: asked, edit });
    return (await page.next('process-check', (message) => message.request === asked)).problems;
  }

  async function edit(wish: Extract<FromCanvas, { type: 'edit' }>['edit']): Promise<void> {
    const { epoch } = await page.next('document');
    page.say({ type: 'edit', epoch, edit: wish });
  }

  it('tells the page what can be read, and what must stay where it is', async () => {
    await open();
    const { view } = await page.next('document');
    assert.deepEqual(view.table?.columns, ['title', 'review']);
    assert.deepEqual(view.table.processes.map(({ holds }) => Object.keys(holds)), [['remove', 'up', 'down'], ['up', 'down']]);
    assert.equal(view.table.processes[0]?.holds.down, '“topic” reads the results of “sentiment”, so it must come after it.');
    assert.deepEqual(view.builtInProcesses.map(({ name }) => name), ['sentiment', 'summarization', 'translation', 'keywords']);
  });

  it('tells it what columns there are as soon as the source has others', async () => {
    await open();
    await writeScratch('title,review,stars\na,I love it.,5\n', 'edited-rows.csv');
    await page.next('document', ({ view }) => view.table?.columns?.includes('stars') === true);
  });

  it('says at which field the rules would find something wrong, with their sentences', async () => {
    const document = await open();
    const column = await check({ kind: 'add-process', name: 'keywords', fields: { column: ['title', 'reviewed'] } });
    assert.deepEqual(column, [
      { field: 'column', column: 'reviewed', severity: 'error', message: 'The source has no column “reviewed”. Did you mean “review”? Its columns are: title, review.', refuses: false },
    ]);
    const later = await check({ kind: 'update-process', process: 'sentiment', changes: { column: ['results.topic'] } });
    assert.deepEqual(later.map(({ field, column: name }) => [field, name]), [['column', 'results.topic']]);
    const unprompted = await check({ kind: 'add-process', name: 'mood', fields: { column: ['review'] } });
    assert.deepEqual(unprompted.map(({ field, message }) => [field, message.split(',')[0]]), [['prompt', 'Process “mood” has no prompt']]);
    const prompt = await check({ kind: 'update-process', process: 'topic', changes: { prompt: 'Say {titel}', llm_provider: 'opnai' } });
    assert.deepEqual(prompt.map(({ field, severity }) => [field, severity]), [['prompt', 'warning'], ['prompt', 'warning'], ['llm_provider', 'error']]);
    const flow = await check({ kind: 'update-process', process: 'topic', changes: { prompt: null, flow: 'gone.llmflow' } });
    assert.deepEqual(flow.map(({ field, message }) => [field, /gone\.llmflow/.test(message)]), [['flow', true]]);
    assert.deepEqual(await check({ kind: 'add-process', name: 'keywords', fields: { column: ['title'], prompt: null } }), []);
    assert.equal(document.getText(), text);
  });

  it('says what it would refuse', async () => {
    await open();
    const wishes: ProcessWish[] = [
      { kind: 'add-process', name: '', fields: { column: ['review'] } },
      { kind: 'update-process', process: 'topic', changes: { name: 'sentiment' } },
      { kind: 'add-process', name: 'keywords', fields: { column: [] } },
      { kind: 'update-process', process: 'gone', changes: { prompt: 'x' } },
    ];
    const refused = await Promise.all(wishes.map(check));
    assert.deepEqual(refused.map((problems) => problems.map(({ field, refuses }) => [field, refuses])), [[['name', true]], [['name', true]], [['column', true]], [[undefined, true]]]);
  });

  it('makes each edit one step to undo, and the smallest', async () => {
    const document = await open();
    await vscode.window.showTextDocument(document);
    await edit({ kind: 'update-process', process: 'sentiment', changes: { name: 'mood', prompt: 'Ask {input_data}' } });
    await page.next('document', ({ view }) => view.table?.processes[0]?.name === 'mood');
    const long = '  mood:\n    column: review # why\n    prompt: Ask {input_data}\n';
    assert.equal(document.getText(), text.replace('  sentiment: review # why\n', long).replace('results.sentiment', 'results.mood'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await edit({ kind: 'set-source', source: { kind: 'file', path: 'other.csv' } });
    await page.next('document', ({ view }) => view.table?.source?.endsWith('other.csv') === true);
    assert.equal(document.getText(), text.replace('edited-rows.csv', 'other.csv'));
  });

  it('locks source and processes while the table runs, but not what a process asks', async () => {
    const document = await open();
    services.tableRuns.isRunning = ({ path }) => path === document.uri.path;
    await edit({ kind: 'remove-process', process: 'topic' });
    assert.match((await page.next('refused')).message, /The table is running: its source and its processes cannot be changed/);
    await edit({ kind: 'update-process', process: 'topic', changes: { prompt: 'Ask {input_data}' } });
    await page.next('document', ({ view }) => view.table?.processes[1]?.prompt?.text === 'Ask {input_data}');
    assert.equal(document.getText(), text.replace('{input_data} {output_format}', 'Ask {input_data}'));
  });

  it('lists the workflows that a process can run', async () => {
    const other = await writeScratch('llmflow: 1\n');
    await open();
    page.say({ type: 'list-workflows' });
    const { paths } = await page.next('workflows');
    assert.ok(paths.includes(nameOf(other)), paths.join(', '));
  });
});
