import * as vscode from 'vscode';
import type { Services } from '../services';
import { pageHtml, pageResources } from '../pageHtml';
import { CanvasSession } from './canvasSession';
import type { ShowTables } from './canvasTableRuns';

export const canvasViewType = 'llmflow.canvas';

/** The custom editor of `.llmflow` files. The text document stays the truth, so undo, dirty state and hot exit are VS Code's own. */
export class CanvasEditor implements vscode.CustomTextEditorProvider {
  readonly #open = new Set<{ readonly uri: string; readonly panel: vscode.WebviewPanel; readonly session: CanvasSession }>();
  /** A node to select in a canvas that is about to open, by document. */
  readonly #reveals = new Map<string, string>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly services: Services,
    private readonly showTables: ShowTables,
  ) {}

  static register(extensionUri: vscode.Uri, services: Services, showTables: ShowTables): { editor: CanvasEditor; registration: vscode.Disposable } {
    const editor = new CanvasEditor(extensionUri, services, showTables);
    const registration = vscode.window.registerCustomEditorProvider(canvasViewType, editor, { supportsMultipleEditorsPerDocument: true });
    return { editor, registration };
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: pageResources(this.extensionUri) };
    const session = new CanvasSession(document, panel.webview, this.services, this.showTables);
    const uri = document.uri.toString();
    const canvas = { uri, panel, session };
    this.#open.add(canvas);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) session.hidden();
    });
    panel.onDidDispose(() => {
      this.#open.delete(canvas);
      session.dispose();
    });
    const node = this.#reveals.get(uri);
    this.#reveals.delete(uri);
    if (node !== undefined) session.reveal(node);
    panel.webview.html = pageHtml(panel.webview, this.extensionUri, 'canvas');
  }

  /** Opens the canvas of a workflow and selects a node in it. */
  async reveal(uri: vscode.Uri, node: string | undefined): Promise<void> {
    const key = uri.toString();
    const canvas = [...this.#open].find((open) => open.uri === key);
    if (canvas) {
      canvas.panel.reveal();
      if (node !== undefined) canvas.session.reveal(node);
      return;
    }
    if (node !== undefined) this.#reveals.set(key, node);
    await vscode.commands.executeCommand('vscode.openWith', uri, canvasViewType);
  }
}
