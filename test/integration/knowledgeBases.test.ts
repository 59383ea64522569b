import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunEvent } from '../../src/core/run/events';
import { createTestServices, type TestServices } from './support/testServices';
import { closeAll, openScratch, readScratch, until, workspaceFolder, writeScratch } from './support/scratch';

const documents = {
  'kb/passwords.md': '# Passwords\n\nTo reset a forgotten password, open the account page and choose Reset.\nA link arrives by mail.\n',
  'kb/holidays.md': '# Holidays\n\nEvery employee has thirty days of holidays a year.\n',
};

const searchingFlow = `llmflow: 1
knowledge_base: runs
nodes:
  question:
    type: input
    content: forgotten password
  answer:
    type: generation
    from: question
    prompt: "{context} {input_data} {output_format}"
  result:
    type: output
    from: answer
`;

describe('knowledge bases', () => {
  let services: TestServices;
  let names: string[];

  beforeEach(async () => {
    services = createTestServices();
    names = [];
    for (const [path, text] of Object.entries(documents)) await writeScratch(text, path);
  });
  afterEach(async () => {
    for (const name of names) await services.knowledge.remove(folder(), name);
    services.dispose();
    await closeAll();
  });

  function folder(): string {
    return workspaceFolder().fsPath;
  }

  /** By the command, as another extension would; resolves when it is done. */
  async function add(name: string, patterns: readonly string[]): Promise<void> {
    names.push(name);
    await vscode.commands.executeCommand('llmflow.addToKnowledgeBase', { name, patterns });
  }

  function search(name: string, query: string) {
    return services.knowledge.search(folder())(name, query, 3, new AbortController().signal);
  }

  async function states(name: string) {
    return (await services.knowledge.documents(folder(), name)).map(({ path, state }) => `${path} ${state}`);
  }

  it('take in a folder, and are searched', async () => {
    await add('taken', ['kb']);
    assert.deepEqual(await states('taken'), ['kb/holidays.md current', 'kb/passwords.md current']);
    const [best] = await search('taken', 'reset my password');
    assert.equal(best?.source, 'kb/passwords.md');
    assert.match(best.text, /choose Reset/);
    assert.ok(best.line >= 1 && best.endLine >= best.line && best.endLine <= 4);
  });

  it('take in what has to be taken apart, and leave out what cannot be', async () => {
    const fixtures = vscode.Uri.joinPath(vscode.extensions.getExtension('llmflow.llmflow')!.extensionUri, 'test/fixtures/knowledge/documents');
    const mixed = vscode.Uri.joinPath(workspaceFolder(), 'mixed');
    for (const name of ['handbook.docx', 'handbook.pdf', 'broken.pdf']) {
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(fixtures, name), vscode.Uri.joinPath(mixed, name));
    }
    await writeScratch('<h1>Refunds</h1><p>Refunds take ten days.</p>', 'mixed/refunds.html');
    await add('mixed', ['mixed']);
    assert.deepEqual(await states('mixed'), ['mixed/handbook.docx current', 'mixed/handbook.pdf current', 'mixed/refunds.html current']);
    assert.deepEqual((await search('mixed', 'refunds take ten days')).map(({ source, heading }) => [source, heading])[0], ['mixed/refunds.html', 'Refunds']);
    assert.deepEqual((await search('mixed', 'parcel returned')).map(({ source }) => source).sort(), ['mixed/handbook.docx', 'mixed/handbook.pdf']);
    await vscode.workspace.fs.delete(mixed, { recursive: true });
  });

  it('take in what is selected in the Explorer', async () => {
    names.push('only');
    await services.knowledge.create(folder(), 'only', { kind: 'lexical' });
    const [first, second] = Object.keys(documents).map((path) => vscode.Uri.joinPath(workspaceFolder(), path));
    const adding = vscode.commands.executeCommand('llmflow.addToKnowledgeBase', first, [first, second]);
    // Which knowledge base it is for is asked by a list, of which the first is chosen.
    await until('the documents', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return (await states('only')).length === 2 ? true : undefined;
    });
    await adding;
  });

  it('notice what has changed, and read it again when they are refreshed', async () => {
    await add('changing', ['kb/*.md']);
    const before = await services.knowledge.versions(folder())('changing');
    await writeScratch('# Holidays\n\nSabbaticals are granted after seven years.\n', 'kb/holidays.md');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder(), 'kb/passwords.md'));
    assert.deepEqual(await states('changing'), ['kb/holidays.md changed', 'kb/passwords.md missing']);
    await vscode.commands.executeCommand('llmflow.refreshKnowledgeBase', { name: 'changing', folder: workspaceFolder().toString() });
    assert.deepEqual(await states('changing'), ['kb/holidays.md current']);
    assert.match((await search('changing', 'sabbaticals'))[0]?.text ?? '', /seven years/);
    assert.notEqual(await services.knowledge.versions(folder())('changing'), before);
  });

  it('open a passage in its file, with its lines selected', async () => {
    await vscode.commands.executeCommand('llmflow.openKnowledgePassage', { folder: folder(), source: 'kb/passwords.md', line: 3, endLine: 4 });
    const editor = await until('the editor', () => vscode.window.activeTextEditor);
    assert.equal(vscode.workspace.asRelativePath(editor.document.uri), 'kb/passwords.md');
    assert.match(editor.document.getText(editor.selection), /^To reset a .*\n.*by mail\.\n$/);
  });

  it('open a passage of what is no plain text in the text that they have of it, which leads to the file', async () => {
    await writeScratch('<h1>Refunds</h1><p>Refunds take ten days.</p>', 'kb/refunds.html');
    await vscode.commands.executeCommand('llmflow.openKnowledgePassage', { folder: folder(), source: 'kb/refunds.html', line: 3, endLine: 3 });
    const editor = await until('the editor', () => vscode.window.activeTextEditor);
    assert.deepEqual([editor.document.uri.scheme, editor.document.getText(editor.selection)], ['llmflow-text', 'Refunds take ten days.']);
    await vscode.commands.executeCommand('llmflow.openOriginal', editor.document.uri);
    await until('the file', () => (vscode.window.activeTextEditor?.document.uri.path.endsWith('/kb/refunds.html') === true ? true : undefined));
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder(), 'kb/refunds.html'));
  });

  it('open nothing outside of their folder', async () => {
    await vscode.commands.executeCommand('llmflow.openKnowledgePassage', { folder: folder(), source: '../../etc/passwd', line: 1 });
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('are missed by workflows until they are there, and a fix creates them', async () => {
    const document = await openScratch(searchingFlow.replace('runs', 'wanted'));
    const missing = () => vscode.languages.getDiagnostics(document.uri).some(({ code }) => typeof code === 'object' && code.value === 'knowledge/not-found');
    await until('the problem', () => (missing() ? true : undefined));
    const range = new vscode.Range(1, 18, 1, 18);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
    const { command } = actions.find(({ title }) => title === 'Create knowledge base “wanted”…') ?? {};
    assert.deepEqual([command?.command, command?.arguments], ['llmflow.newKnowledgeBase', [{ name: 'wanted', folder: workspaceFolder().toString() }]]);
    names.push('wanted');
    const creating = vscode.commands.executeCommand('llmflow.newKnowledgeBase', { name: 'wanted', folder: workspaceFolder().toString() });
    // How it is searched is asked by a list, of which the built-in way is the first.
    await until('the problem to go', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return missing() ? undefined : true;
    });
    await creating;
    await services.knowledge.remove(folder(), 'wanted');
    await until('the problem to come back', () => (missing() ? true : undefined));
  });

  it('give a run the passages that fit', async () => {
    await add('runs', ['kb']);
    const document = await openScratch(searchingFlow);
    await until('the rules to know of it', () => (services.documents.read(document).problems.length === 0 ? true : undefined));
    const events: RunEvent[] = [];
    services.runs.onEvent(({ event }) => events.push(event));
    await services.runs.run(document);
    const answer = events.find((event) => event.event === 'node-completed' && event.node === 'answer');
    assert.ok(answer?.event === 'node-completed');
    assert.equal(answer.passages?.[0]?.source, 'kb/passwords.md');
  });

  it('leave documents alone when they are removed', async () => {
    await add('passing', ['kb']);
    await services.knowledge.remove(folder(), 'passing');
    assert.ok(!(await services.knowledge.list(folder())).some(({ name }) => name === 'passing'));
    assert.equal(await readScratch(vscode.Uri.joinPath(workspaceFolder(), 'kb/passwords.md')), documents['kb/passwords.md']);
  });
});
