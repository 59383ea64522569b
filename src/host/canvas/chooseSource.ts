import * as vscode from 'vscode';
import type { KnownConnection } from '../../core/flow/completion/completion';
import type { NewSource } from '../../core/flow/flowEdit';
import type { FlowSource } from '../../core/flow/model';
import { knownExtensions } from '../../core/tables/sources/fileFormats';
import { isInside } from '../../core/workspace/findFile';
import { workflowPlace } from '../documents/flowDocuments';
import { relativePath, sourceGlob, workspaceFiles } from '../documents/workspaceFiles';

interface Choice extends vscode.QuickPickItem {
  /** Undefined where nothing is chosen, or something is left to be asked elsewhere. */
  readonly choose?: () => Promise<NewSource | undefined>;
}

/** Asks for a file of the workspace, or for a connection and what is read through it. Undefined where the user gives up. */
export async function chooseSource(
  workflow: vscode.Uri,
  current: FlowSource | undefined,
  connections: { known(): Promise<readonly KnownConnection[]> } | undefined,
): Promise<NewSource | undefined> {
  const [files, known] = await Promise.all([workspaceFiles(workflow, sourceGlob), connections?.known() ?? []]);
  const choices: Choice[] = [
    ...files.map((path) => fileChoice(path, current)),
    { label: 'Browse…', iconPath: new vscode.ThemeIcon('folder-opened'), choose: () => browse(workflow) },
    { label: 'Connections', kind: vscode.QuickPickItemKind.Separator },
    ...known.map((connection) => connectionChoice(connection, current)),
    { label: 'Add Source Connection…', iconPath: new vscode.ThemeIcon('add'), choose: addConnection },
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: 'Choose source', placeHolder: 'Where the rows come from', matchOnDescription: true });
  return choice?.choose?.();
}

function fileChoice(path: string, current: FlowSource | undefined): Choice {
  const isCurrent = current?.kind === 'file' && current.path === path;
  const choose = () => Promise.resolve<NewSource>({ kind: 'file', path });
  return { label: path, iconPath: new vscode.ThemeIcon('file'), ...(isCurrent && { description: 'current' }), choose };
}

async function browse(workflow: vscode.Uri): Promise<NewSource | undefined> {
  const { folder, workspace } = workflowPlace(workflow);
  const extensions = knownExtensions.map((extension) => extension.slice(1));
  const [file] = (await vscode.window.showOpenDialog({ defaultUri: vscode.Uri.file(folder), filters: { Rows: extensions }, title: 'Choose source' })) ?? [];
  if (!file) return undefined;
  if (!isInside(file.fsPath, workspace)) throw new Error('A source is a file in the workspace. Copy the file into it first.');
  return { kind: 'file', path: relativePath(workflow, file) };
}

function connectionChoice(connection: KnownConnection, current: FlowSource | undefined): Choice {
  const { name, type } = connection;
  const isCurrent = current?.kind === 'connection' && current.connection === name;
  const description = [type, isCurrent && 'current'].filter(Boolean).join(', ');
  const before = isCurrent ? current : undefined;
  return { label: name, iconPath: new vscode.ThemeIcon('plug'), description, choose: () => (type === 's3' ? askKey(name, before?.key) : askQuery(name, before?.query)) };
}

async function askQuery(connection: string, value = 'SELECT * FROM '): Promise<NewSource | undefined> {
  const query = await ask(`The statement that reads the rows from “${connection}”`, value, (text) =>
    /^(select|with|values|table)\b./is.test(text) ? undefined : 'Write a statement that begins with SELECT, WITH, VALUES or TABLE.',
  );
  return query === undefined ? undefined : { kind: 'connection', connection, query };
}

async function askKey(connection: string, value = ''): Promise<NewSource | undefined> {
  const key = await ask(`The object in “${connection}”, or a prefix that ends with a slash`, value, (text) => (text === '' ? 'Write a key, such as exports/2026/.' : undefined));
  return key === undefined ? undefined : { kind: 'connection', connection, key };
}

async function ask(prompt: string, value: string, refuse: (text: string) => string | undefined): Promise<string | undefined> {
  const options = { title: 'Choose source', prompt, value, valueSelection: [value.length, value.length] as [number, number], ignoreFocusOut: true };
  const answer = await vscode.window.showInputBox({ ...options, validateInput: (text) => refuse(text.trim()) });
  return answer?.trim();
}

/** It asks on its own, and then offers to write the connection into the workflow. */
async function addConnection(): Promise<undefined> {
  await vscode.commands.executeCommand('llmflow.addConnection');
  return undefined;
}
