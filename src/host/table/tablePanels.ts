import * as vscode from 'vscode';
import * as z from 'zod';
import type { TableSubject } from '../../shared/tableProtocol';
import { pageHtml, pageResources } from '../pageHtml';
import { openTrustedReader } from '../store/trustedReader';
import type { TableRunService } from '../tableRuns/tableRunService';
import { requireTrust } from '../trust';
import { folderRuns } from './folderRuns';
import { tableActions } from './tableActions';
import { TableSession } from './tableSession';

const viewType = 'llmflow.table';

/** What a page remembers that tells whose it was (webview/table/vscodeApi.ts). */
const remembered = z.object({ folder: z.string() });

interface Open {
  readonly panel: vscode.WebviewPanel;
  readonly session: TableSession;
}

/** The table tabs: one for a workspace folder, there again after a restart. */
export class TablePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #open = new Map<string, Open>();
  readonly #serializer: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly tableRuns: TableRunService,
  ) {
    this.#serializer = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Opens a folder's tables, or brings them to the front, at `subject` if one is given. */
  show(folder: vscode.WorkspaceFolder, subject?: TableSubject): void {
    requireTrust('tables');
    const open = this.#open.get(folder.uri.toString()) ?? this.#create(folder);
    open.panel.reveal();
    if (subject) open.session.show(subject);
  }

  /** Opens the tables of the folder that the user means: the active file's, the only one, or one of the user's choice. */
  async choose(): Promise<void> {
    requireTrust('tables');
    const active = vscode.window.activeTextEditor?.document.uri;
    const folder = (active && vscode.workspace.getWorkspaceFolder(active)) ?? (await chooseFolder());
    if (folder) this.show(folder);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const uri = remembered.safeParse(state).data?.folder;
    const folder = vscode.workspace.workspaceFolders?.find((known) => known.uri.toString() === uri);
    if (!folder || this.#open.has(folder.uri.toString())) panel.dispose();
    else this.#attach(folder, panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { panel } of [...this.#open.values()]) panel.dispose();
  }

  #create(folder: vscode.WorkspaceFolder): Open {
    return this.#attach(folder, vscode.window.createWebviewPanel(viewType, 'LLM Flow Tables', vscode.ViewColumn.Active));
  }

  #attach(folder: vscode.WorkspaceFolder, panel: vscode.WebviewPanel): Open {
    const key = folder.uri.toString();
    const isOnlyFolder = vscode.workspace.workspaceFolders?.length === 1;
    panel.title = isOnlyFolder ? 'LLM Flow Tables' : `LLM Flow Tables (${folder.name})`;
    panel.webview.options = { enableScripts: true, localResourceRoots: pageResources(this.extensionUri) };
    const session = new TableSession({
      folder: folder.uri,
      page: panel.webview,
      open: () => openTrustedReader(folder.uri.fsPath),
      actions: tableActions(folder.uri, this.tableRuns),
      runs: folderRuns(folder.uri, this.tableRuns),
    });
    const open = { panel, session };
    this.#open.set(key, open);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) session.hidden();
    });
    panel.onDidDispose(() => {
      this.#open.delete(key);
      session.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, this.extensionUri, 'table');
    return open;
  }
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error('Tables belong to a folder. Open one with “File: Open Folder…”.');
  return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick({ placeHolder: 'The tables of which folder?' });
}
