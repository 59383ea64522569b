import * as vscode from 'vscode';
import { runText } from '../../core/tables/progressText';
import type { TableRunService } from './tableRunService';

/** Progress of the tables that run, with a click to look at them. */
export class TableRunStatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('llmflow.tableRun', vscode.StatusBarAlignment.Left);
  readonly #subscription: vscode.Disposable;

  constructor(private readonly runs: TableRunService) {
    this.#item.name = 'LLM Flow: Table Runs';
    this.#item.command = 'llmflow.showTable';
    this.#subscription = runs.onDidChange(() => this.#show());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const running = this.runs.running.flatMap((key) => this.runs.last(vscode.Uri.parse(key)) ?? []);
    if (running.length === 0) return this.#item.hide();
    const progresses = running.map(({ workflow, state }) => ({ name: workflow.name, progress: state.progress }));
    this.#item.text = `$(sync~spin) ${progresses.map(({ name, progress }) => (progress ? `${progress.process} ${percent(progress)}` : name)).join(', ')}`;
    const lines = progresses.map(({ name, progress }) => (progress ? `${name}, ${runText(progress)}` : `${name}: reading the source`));
    this.#item.tooltip = [...lines, 'Click to show the tables.'].join('\n');
    this.#item.show();
  }
}

function percent({ total, left }: { readonly total: number; readonly left: number }): string {
  return total === 0 ? '100%' : `${Math.floor(((total - left) / total) * 100)}%`;
}
