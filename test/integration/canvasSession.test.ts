import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CanvasSession } from '../../src/host/canvas/canvasSession';
import type { RunEvent } from '../../src/core/run/events';
import { createTestServices, type TestServices } from './support/testServices';
import { FakePage } from './support/fakePage';
import { commentedFlow, unconnectedFlow } from './support/flows';
import { closeAll, openScratch } from './support/scratch';

describe('a canvas session', () => {
  let services: TestServices;
  let page: FakePage;
  let session: CanvasSession | undefined;

  beforeEach(() => {
    services = createTestServices();
    page = new FakePage();
  });
  afterEach(async () => {
    session?.dispose();
    services.dispose();
    await closeAll();
  });

  async function open(text: string): Promise<vscode.TextDocument> {
    const document = await openScratch(text);
    session = new CanvasSession(document, page, services, () => undefined);
    page.say({ type: 'ready' });
    await page.next('providers');
    return document;
  }

  it('tells a page that is ready the document and the providers', async () => {
    await open(commentedFlow);
    const { view } = await page.next('document');
    assert.deepEqual(view.nodes.map(({ id, type, position }) => [id, type, position]), [
      ['a', 'input', [0, 0]],
      ['g', 'generation', [300, 0]],
      ['o', 'output', [600, 0]],
    ]);
    assert.deepEqual(view.connections, [{ source: 'a', target: 'g' }, { source: 'g', target: 'o' }]);
    assert.deepEqual([view.state, view.runnable, view.editable], ['ok', true, true]);
    const { providers } = await page.next('providers');
    assert.deepEqual(providers.map(({ id }) => id), ['builtin', 'openai', 'anthropic', 'ollama', 'vscode']);
  });

  it('makes an edit and shows the new document', async () => {
    const document = await open(unconnectedFlow);
    const { epoch } = await page.next('document');
    page.say({ type: 'edit', epoch, edit: { kind: 'connect', source: 'a', target: 'e' } });
    const { view } = await page.next('document', (message) => message.epoch > epoch && message.view.connections.length === 2);
    assert.deepEqual(view.connections[0], { source: 'a', target: 'e' });
    assert.match(document.getText(), /from: a\n {2}o:/);
  });

  it('says why an edit was refused, and drops what was built on it', async () => {
    const document = await open(commentedFlow);
    const { epoch } = await page.next('document');
    page.say({ type: 'edit', epoch, edit: { kind: 'connect', source: 'o', target: 'g' } });
    assert.match((await page.next('refused')).message, /output-node, which cannot have a post-node/);
    await page.next('document', (message) => message.epoch > epoch);
    page.say({ type: 'edit', epoch, edit: { kind: 'move', positions: { a: [50, 50] } } });
    page.say({ type: 'connection-options', node: 'a', direction: 'post' });
    await page.next('connection-options');
    assert.equal(document.getText(), commentedFlow);
  });

  it('knows which connections the rules forbid', async () => {
    await open(unconnectedFlow);
    page.say({ type: 'connection-options', node: 'e', direction: 'post' });
    const { refusals } = await page.next('connection-options');
    assert.deepEqual(Object.keys(refusals), ['a', 'e', 'o']);
    assert.match(refusals['o'] ?? '', /already has the pre-node “a”/);
  });

  it('knows which ends a connection could be moved to', async () => {
    await open(commentedFlow);
    page.say({ type: 'connection-options', node: 'o', direction: 'pre', replacing: { source: 'g', target: 'o' } });
    const { refusals } = await page.next('connection-options');
    assert.deepEqual(Object.keys(refusals), ['o']);
  });

  it('ignores messages that are none', async () => {
    const document = await open(commentedFlow);
    for (const nonsense of [undefined, 7, {}, { type: 'edit' }, { type: 'edit', epoch: 1, edit: { kind: 'format-disk' } }]) page.sayAnything(nonsense);
    page.say({ type: 'connection-options', node: 'a', direction: 'post' });
    await page.next('connection-options');
    assert.equal(document.getText(), commentedFlow);
  });

  it('keeps the last good nodes while the text is broken', async () => {
    const document = await open(commentedFlow);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'nodes: [\n');
    await vscode.workspace.applyEdit(edit);
    const { view } = await page.next('document', (message) => message.view.state === 'broken');
    assert.equal(view.nodes.length, 3);
    assert.ok(view.problems.every(({ rule }) => rule === 'document/syntax'));
  });

  it('writes the smallest workflow into an empty file, and only there', async () => {
    const document = await open('');
    assert.equal((await page.next('document')).view.state, 'empty');
    page.say({ type: 'create-workflow' });
    const { view } = await page.next('document', (message) => message.view.state === 'ok');
    assert.deepEqual(view.problems, []);
    const written = document.getText();
    page.say({ type: 'create-workflow' });
    assert.match((await page.next('refused')).message, /not empty/);
    assert.equal(document.getText(), written);
  });

  it('streams a run, and tells a page that comes later the same', async () => {
    const document = await open(commentedFlow);
    page.say({ type: 'run' });
    await page.next('run-events', ({ events }) => events.some(({ event }) => event === 'run-ended'));
    const nodeEnds = (told: FakePage) =>
      told.received
        .flatMap((message) => (message.type === 'run-events' ? message.events : []))
        .filter((event): event is Extract<RunEvent, { event: 'node-completed' }> => event.event === 'node-completed')
        .map(({ node, output }) => [node, output]);
    assert.deepEqual(nodeEnds(page), [['a', 'Hello'], ['g', 'Hello'], ['o', 'Hello']]);

    const late = new FakePage();
    const second = new CanvasSession(document, late, services, () => undefined);
    late.say({ type: 'ready' });
    await late.next('run-events');
    second.dispose();
    assert.deepEqual(nodeEnds(late), nodeEnds(page));
  });
});
