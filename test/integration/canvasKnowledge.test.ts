import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CanvasSession } from '../../src/host/canvas/canvasSession';
import { KnowledgeService } from '../../src/host/knowledge/knowledgeService';
import { FakeKnowledgeBases } from './support/fakeKnowledgeBases';
import { FakePage } from './support/fakePage';
import { commentedFlow } from './support/flows';
import { closeAll, nameOf, openScratch, until, workspaceFolder, writeScratch } from './support/scratch';
import { createTestServices, type TestServices } from './support/testServices';

describe('a canvas session and knowledge bases', () => {
  let services: TestServices;
  let knowledge: KnowledgeService;
  let isTrusted: boolean;
  let page: FakePage;
  let session: CanvasSession | undefined;

  beforeEach(() => {
    services = createTestServices();
    isTrusted = true;
    const bases = new FakeKnowledgeBases();
    knowledge = new KnowledgeService(() => bases, () => isTrusted);
    page = new FakePage();
  });
  afterEach(async () => {
    session?.dispose();
    knowledge.dispose();
    services.dispose();
    await closeAll();
  });

  async function open(text: string): Promise<vscode.TextDocument> {
    const document = await openScratch(text);
    session = new CanvasSession(document, page, { ...services, knowledge }, () => undefined);
    page.say({ type: 'ready' });
    await page.next('providers');
    return document;
  }

  const named = (name: string) => ({ name, documents: 0, chunks: 0 });

  it('tells which ones there are, and follows them as they come and go', async () => {
    const folder = workspaceFolder().fsPath;
    await knowledge.create(folder, 'handbook', { kind: 'lexical' });
    await open(commentedFlow);
    await page.next('document', ({ view }) => view.knowledgeBases?.length === 1);
    await knowledge.create(folder, 'faq', { kind: 'lexical' });
    const { view } = await page.next('document', (message) => message.view.knowledgeBases?.length === 2);
    assert.deepEqual(view.knowledgeBases, [named('handbook'), named('faq')]);
    await knowledge.remove(folder, 'handbook');
    await page.next('document', (message) => message.view.knowledgeBases?.length === 1 && message.view.knowledgeBases[0]?.name === 'faq');
  });

  it('says nothing of them where they must not be read', async () => {
    isTrusted = false;
    await open(commentedFlow);
    assert.equal((await page.next('document')).view.knowledgeBases, undefined);
  });

  it('tells what a node says, what the workflow says, and what holds where both are silent', async () => {
    await open(`llmflow: 1
knowledge_base: handbook
prompts:
  ensemble: Merge {input_data} {context}
nodes:
  a:
    type: input
  g:
    type: generation
    from: a
    knowledge_base: false
    intensity: 8
    temperature: 0.2
    max_output_tokens: 800
    stop: END
    reasoning_effort: low
  o:
    type: output
    from: g
`);
    const { view } = await page.next('document');
    const { knowledge_base, intensity, temperature, max_output_tokens, stop, reasoning_effort } = view.nodes[1]!;
    assert.deepEqual([knowledge_base, intensity, temperature, max_output_tokens, stop, reasoning_effort], [false, 8, 0.2, 800, ['END'], 'low']);
    assert.deepEqual([view.defaults.knowledge_base, view.defaults.intensity], ['handbook', 'medium']);
    assert.deepEqual([view.workflow.knowledge_base, view.workflow.intensity, view.workflow.prompts], ['handbook', undefined, { ensemble: 'Merge {input_data} {context}' }]);
    assert.equal(view.defaults.prompts.ensemble, 'Merge {input_data} {context}');
    assert.match(view.fallback.prompts.ensemble, /Below are several texts/);
  });

  it('writes the settings of a node as its own lines alone', async () => {
    const document = await open(commentedFlow);
    const { epoch } = await page.next('document');
    const changes = { knowledge_base: 'handbook', intensity: 'high' as const, temperature: 0.2, stop: ['END', '\n\n'] };
    page.say({ type: 'edit', epoch, edit: { kind: 'update-node', node: 'g', changes } });
    const { view } = await page.next('document', (message) => message.epoch > epoch && message.view.nodes[1]?.temperature === 0.2);
    assert.deepEqual([view.nodes[1]?.knowledge_base, view.nodes[1]?.intensity, view.nodes[1]?.stop], ['handbook', 'high', ['END', '\n\n']]);
    const added = document.getText().split('\n').filter((line) => !commentedFlow.split('\n').includes(line));
    assert.deepEqual(added.filter((line) => !line.startsWith('    ')), [], 'only lines of a node are new');
    const kept = document.getText().split('\n').filter((line) => !added.includes(line));
    assert.equal(kept.join('\n'), commentedFlow);
  });

  it('writes the settings of the workflow as one edit, and takes them back', async () => {
    const document = await open(commentedFlow);
    const { epoch } = await page.next('document');
    const before = document.version;
    const changes = { llm_provider: 'builtin', knowledge_base: 'handbook', intensity: 8, prompts: { generation: 'Say {input_data} with {context}\n' } };
    page.say({ type: 'edit', epoch, edit: { kind: 'update-workflow', changes } });
    const { view, epoch: after } = await page.next('document', (message) => message.view.workflow.intensity === 8);
    assert.deepEqual(view.workflow.prompts, { generation: 'Say {input_data} with {context}\n' });
    assert.equal(document.version, before + 1, 'one change of the text');

    const gone = { llm_provider: null, knowledge_base: null, intensity: null, prompts: { generation: null } };
    page.say({ type: 'edit', epoch: after, edit: { kind: 'update-workflow', changes: gone } });
    await page.next('document', (message) => message.epoch > after && message.view.workflow.intensity === undefined);
    assert.equal(document.getText(), commentedFlow);
  });

  it('opens a passage at its lines', async () => {
    const uri = await writeScratch('one\ntwo\nthree\nfour\n', 'passage.md');
    await open(commentedFlow);
    page.say({ type: 'open-passage', source: nameOf(uri), line: 2, endLine: 3 });
    const editor = await until('the passage', () => vscode.window.visibleTextEditors.find((each) => each.document.uri.toString() === uri.toString()));
    assert.deepEqual([editor.selection.start.line, editor.selection.isEmpty], [1, false]);
  });

  it('says which providers can be asked for a key', async () => {
    await open(commentedFlow);
    const { providers } = await page.next('providers');
    assert.deepEqual(providers.filter(({ isKeyed }) => isKeyed).map(({ id }) => id), ['openai', 'anthropic']);
  });
});
