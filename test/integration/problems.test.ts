import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { unconnectedFlow } from './support/flows';
import { closeAll, openScratch, readScratch, until, writeScratch } from './support/scratch';

function problemsOf(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(({ code, range }) => `${ruleOf(code)} ${range.start.line + 1}:${range.start.character + 1}`);
}

function ruleOf(code: vscode.Diagnostic['code']): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

async function untilProblems(uri: vscode.Uri, expected: string[]): Promise<void> {
  await until(`the problems ${expected.join(', ')}; there are ${problemsOf(uri).join(', ')}`, () =>
    JSON.stringify(problemsOf(uri)) === JSON.stringify(expected) ? true : undefined,
  );
}

describe('the Problems panel', () => {
  afterEach(closeAll);

  it('shows what is wrong with a workflow that is not open, and follows the file on disk', async () => {
    const uri = await writeScratch(unconnectedFlow);
    await untilProblems(uri, ['connection/no-pre-node 5:3', 'connection/no-post-node 5:3']);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(unconnectedFlow.replace('  e:\n    type: ensemble\n', '')));
    await untilProblems(uri, []);
  });

  it('follows an open workflow as it is typed', async () => {
    const document = await openScratch(unconnectedFlow.replace('type: ensemble', 'type: ensemble\n    from: a'));
    await untilProblems(document.uri, ['connection/no-post-node 5:3']);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await editor.edit((edit) => edit.replace(new vscode.Range(9, 10, 9, 11), 'e'));
    await untilProblems(document.uri, []);
    await editor.edit((edit) => edit.insert(new vscode.Position(9, 11), ': ['));
    await untilProblems(document.uri, problemsOf(document.uri));
    assert.ok(problemsOf(document.uri).every((problem) => problem.startsWith('document/syntax')));
  });

  it('gives back to the disk what an editor leaves without saving', async () => {
    const document = await openScratch(unconnectedFlow);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'nonsense: 1\n'));
    await until('the problem of the typed key', () => problemsOf(document.uri).find((problem) => problem.startsWith('document/unknown-key')));
    await closeAll();
    await untilProblems(document.uri, ['connection/no-pre-node 5:3', 'connection/no-post-node 5:3']);
    assert.equal(await readScratch(document.uri), unconnectedFlow);
  });

  it('notices that a source comes into being', async () => {
    const document = await openScratch(`${unconnectedFlow.replace('  e:\n    type: ensemble\n', '')}source: late.csv\nprocesses:\n  sentiment: text\n`);
    await untilProblems(document.uri, ['source/not-found 8:9']);
    await writeScratch('other\n1\n', 'late.csv');
    await untilProblems(document.uri, ['process/unknown-column 10:14']);
  });

  it('links each problem to its node on the canvas', async () => {
    const uri = await writeScratch(unconnectedFlow);
    const diagnostic = await until('a problem', () => vscode.languages.getDiagnostics(uri)[0]);
    assert.ok(typeof diagnostic.code === 'object');
    const [command, query] = diagnostic.code.target.toString(true).split('?');
    assert.equal(command, 'command:llmflow.revealNode');
    assert.deepEqual(JSON.parse(query ?? ''), [uri.toString(), 'e']);
    await vscode.commands.executeCommand('llmflow.revealNode', uri.toString(), 'e');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom && input.viewType === 'llmflow.canvas');
  });

  it('offers fixes that mend the text, and the way to the canvas', async () => {
    const document = await openScratch(unconnectedFlow.replace('from: a', 'from: [a, ghost]').replace('  e:\n    type: ensemble\n', ''));
    await untilProblems(document.uri, ['connection/unknown-node 7:15']);
    const range = new vscode.Range(6, 15, 6, 15);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('Show “o” on the canvas'), titles.join());
    const fix = actions.find(({ title }) => title === 'Remove the connection from “ghost” to “o”');
    assert.ok(fix?.edit, titles.join());
    await vscode.workspace.applyEdit(fix.edit);
    await untilProblems(document.uri, []);
    assert.match(document.getText(), /from: \[a\]\n/);
  });
});
