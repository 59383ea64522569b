import * as vscode from 'vscode';
import type { NodeStatus } from '../../core/run/events';
import type { NodeRecord } from '../../core/run/runRecord';
import type { FlowDocuments } from '../documents/flowDocuments';
import type { RunService } from './runService';

const icons: Readonly<Record<NodeStatus, string>> = {
  waiting: '$(circle-outline)',
  running: '$(sync~spin)',
  completed: '$(pass)',
  failed: '$(error)',
  skipped: '$(debug-step-over)',
};

/** Over `nodes` the workflow's Run or Cancel; over each node the same with the status and time of its last run. */
export class FlowLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(
    private readonly documents: FlowDocuments,
    private readonly runs: RunService,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      runs.onEvent(({ event }) => {
        if (event.event !== 'node-delta') this.#changed.fire();
      }),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { locations } = this.documents.read(document).document;
    const isRunning = this.runs.isRunning(document.uri);
    const records = this.runs.record(document.uri)?.nodes;
    return [...locations.nodes].flatMap(([id, { key }]) => {
      const at = document.positionAt(key.start);
      const range = new vscode.Range(at, at);
      const record = records?.get(id);
      return [
        ...(record ? [new vscode.CodeLens(range, { title: statusTitle(record), command: 'llmflow.revealNode', arguments: [document.uri.toString(), id] })] : []),
        new vscode.CodeLens(range, isRunning ? cancel(document.uri) : run(document.uri)),
      ];
    });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

function run(uri: vscode.Uri): vscode.Command {
  return { title: '$(play) Run workflow', command: 'llmflow.run', arguments: [uri] };
}

function cancel(uri: vscode.Uri): vscode.Command {
  return { title: '$(debug-stop) Cancel', command: 'llmflow.cancel', arguments: [uri] };
}

function statusTitle({ status, startedAt, endedAt, reason }: NodeRecord): string {
  const parts = [`${icons[status]} ${status}`];
  if (startedAt !== undefined && endedAt !== undefined) parts.push(`in ${seconds(startedAt, endedAt)}`);
  if (endedAt !== undefined) parts.push(`at ${new Date(endedAt).toLocaleTimeString()}`);
  if (reason !== undefined) parts.push(`— ${reason.length > 80 ? `${reason.slice(0, 79)}…` : reason}`);
  return parts.join(' ');
}

function seconds(start: string, end: string): string {
  return `${((Date.parse(end) - Date.parse(start)) / 1000).toFixed(1)} s`;
}
