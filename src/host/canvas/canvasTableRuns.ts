import * as vscode from 'vscode';
import { sourceName } from '../../core/tables/sources/sourceName';
import type { FromCanvas, ToCanvas } from '../../shared/protocol';
import type { TableSubject } from '../../shared/tableProtocol';
import { workflowPlace } from '../documents/flowDocuments';
import type { Services } from '../services';
import { wishedRun } from '../tableRuns/wishedRun';
import { readTableIdentity } from '../tableRuns/tableWorkflow';

/** Opens the tables of a workspace folder. */
export type ShowTables = (folder: vscode.WorkspaceFolder, subject: TableSubject) => void;

type TableMessage = Extract<FromCanvas, { type: 'run-table' | 'cancel-table' | 'pull-source' | 'show-tables' }>;

/** The table half of a canvas: tells the page how the document's table run goes, and does what the page asks for. */
export class CanvasTableRuns implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: Pick<Services, 'documents' | 'tableRuns'>,
    private readonly showTables: ShowTables,
    private readonly post: (message: ToCanvas) => void,
  ) {
    this.#subscription = services.tableRuns.onDidChange(({ uri }) => {
      if (uri.toString() === document.uri.toString()) this.tell();
    });
  }

  /** Tells the page of the run that goes on, or of the last one in this window. */
  tell(): void {
    const last = this.services.tableRuns.last(this.document.uri);
    if (!last) return;
    const ended = [...last.processes].map(([process, { completed, failed, skipped }]) => ({ process, completed, failed, skipped }));
    this.post({ type: 'table-run', run: last.state, processes: last.processNames, ended });
  }

  async handle(message: TableMessage): Promise<void> {
    const { document } = this;
    const { tableRuns } = this.services;
    switch (message.type) {
      case 'run-table':
        return wishedRun(document, message, tableRuns, message.processes);
      case 'cancel-table':
        { tableRuns.cancel(document.uri); return; }
      case 'pull-source':
        await vscode.commands.executeCommand('llmflow.pullSource', document.uri);
        return;
      case 'show-tables':
        { this.#show(message.view); return; }
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #show(view: Extract<TableMessage, { type: 'show-tables' }>['view']): void {
    const { uri } = this.document;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) throw new Error('Tables belong to a folder. Open the one that this file is in with “File: Open Folder…”.');
    const { documents } = this.services;
    if (view === 'results') return this.showTables(folder, { view: 'joined', workflow: readTableIdentity(documents, this.document).workflow_id });
    const { flow } = documents.read(this.document).document;
    if (!flow.source) throw new Error('The workflow names no source. Add “source:” with a file, such as rows.csv.');
    this.showTables(folder, { view: 'source', source: sourceName(flow.source, workflowPlace(uri)) });
  }
}
