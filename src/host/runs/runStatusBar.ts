import path from 'node:path';
import * as vscode from 'vscode';
import type { RunService } from './runService';

/** Progress of what runs, with a click to cancel it. */
export class RunStatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('llmflow.run', vscode.StatusBarAlignment.Left);
  readonly #subscription: vscode.Disposable;

  constructor(private readonly runs: RunService) {
    this.#item.name = 'LLM Flow: Runs';
    this.#item.command = 'llmflow.cancel';
    this.#subscription = runs.onEvent(({ event }) => {
      if (event.event !== 'node-delta') this.#show();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const running = this.runs.running.map((key) => vscode.Uri.parse(key));
    if (running.length === 0) return this.#item.hide();
    const parts = running.map((uri) => {
      const record = this.runs.record(uri);
      return `${path.basename(uri.path)} ${record?.endedCount ?? 0}/${record?.nodes.size ?? 0}`;
    });
    this.#item.text = `$(sync~spin) ${parts.join(', ')}`;
    this.#item.tooltip = 'Nodes that have ended, of all. Click to cancel.';
    this.#item.show();
  }
}
