import * as vscode from 'vscode';
import { LineIndex } from '../../core/flow/lineIndex';
import { nodeAt } from '../../core/flow/parse/flowDocument';
import { staysInWorkspace } from '../documents/staysInWorkspace';
import { flowGlob, ignoredFolders, type FlowDocuments, type FlowSnapshot } from '../documents/flowDocuments';

/** More workflows than this are checked when they are opened. */
const mostFiles = 2000;

/** Keeps the Problems panel: open workflows as they are typed, all others of the workspace as they stand on disk. */
export class FlowDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('llmflow');
  readonly #subscriptions: vscode.Disposable;

  constructor(private readonly documents: FlowDocuments) {
    const watcher = vscode.workspace.createFileSystemWatcher(flowGlob);
    const check = (uri: vscode.Uri) => void this.#checkFile(uri);
    this.#subscriptions = vscode.Disposable.from(
      this.#collection,
      watcher,
      watcher.onDidCreate(check),
      watcher.onDidChange(check),
      watcher.onDidDelete((uri) => this.#collection.delete(uri)),
      documents.onDidChange((document) => this.#publish(document.uri, documents.read(document))),
      documents.onDidClose(check),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#checkAll()),
      documents.onDidChangeSurroundings(() => void this.#checkAll()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#checkAll()),
    );
    for (const document of documents.open) this.#publish(document.uri, documents.read(document));
    void this.#checkAll();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #checkAll(): Promise<void> {
    for (const uri of await vscode.workspace.findFiles(flowGlob, ignoredFolders, mostFiles)) await this.#checkFile(uri);
  }

  async #checkFile(uri: vscode.Uri): Promise<void> {
    if (this.#isOpen(uri)) return;
    try {
      if (!(await staysInWorkspace(uri))) return;
      const snapshot = await this.documents.readFile(uri);
      if (!this.#isOpen(uri)) this.#publish(uri, snapshot);
    } catch {
      // Gone, or not readable: then it has no problems that could be shown.
      this.#collection.delete(uri);
    }
  }

  #isOpen(uri: vscode.Uri): boolean {
    return this.documents.open.some((document) => document.uri.toString() === uri.toString());
  }

  #publish(uri: vscode.Uri, { document, problems }: FlowSnapshot): void {
    const lines = new LineIndex(document.text);
    const position = (offset: number) => {
      const { line, column } = lines.positionAt(offset);
      return new vscode.Position(line, column);
    };
    const diagnostics = problems.map(({ rule, severity, message, range, node = nodeAt(document, range.start) }) => {
      const diagnostic = new vscode.Diagnostic(
        new vscode.Range(position(range.start), position(range.end)),
        message,
        severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
      );
      diagnostic.source = 'LLM Flow';
      diagnostic.code = { value: rule, target: revealLink(uri, node) };
      return diagnostic;
    });
    this.#collection.set(uri, diagnostics);
  }
}

/** VS Code drops the position when a problem opens a custom editor, so the problem's code is a link to its node. */
function revealLink(uri: vscode.Uri, node: string | undefined): vscode.Uri {
  return vscode.Uri.parse(`command:llmflow.revealNode?${encodeURIComponent(JSON.stringify([uri.toString(), node ?? null]))}`);
}
