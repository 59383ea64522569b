import path from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../../core/models/clock';
import { RunRecorder } from '../../core/run/runRecorder';
import { newestRuns } from '../../core/store/history';
import type { StoreChange } from '../../core/store/records';
import { workflowId } from '../../core/tables/workflowRow';
import type { FlowDocuments } from '../documents/flowDocuments';
import type { RunEventOf, RunService } from '../runs/runService';
import type { WorkspaceStores } from '../store/workspaceStores';
import { HistoryWriter } from './historyWriter';

export interface RunHistoryParts {
  readonly runs: RunService;
  readonly documents: FlowDocuments;
  readonly stores: WorkspaceStores;
  readonly output: Pick<vscode.OutputChannel, 'appendLine'>;
}

/**
 * Records every flow run in the database of its workspace folder, and knows the runs that are not wholly in there yet. A workflow that is in
 * no folder on a disk leaves no trace.
 */
export class RunHistory implements vscode.Disposable {
  readonly #writers = new Map<string, HistoryWriter>();
  /** Of the runs that go on. */
  readonly #active = new Map<string, { readonly recorder: RunRecorder; readonly writer: HistoryWriter }>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscription: vscode.Disposable;

  /** The folder in which a run began, got further or was written. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly parts: RunHistoryParts) {
    this.#subscription = parts.runs.onEvent((event) => this.#take(event));
  }

  /** A folder's runs that go on in this window, or wait to be written. */
  unwritten(folder: vscode.Uri): readonly RunRecorder[] {
    return this.#writers.get(folder.toString())?.waiting ?? [];
  }

  /** Takes all runs of a folder out of its history, except for those that go on here. Rejects with `StoreError`. */
  async clear(folder: vscode.Uri): Promise<void> {
    await this.parts.stores.write(folder.fsPath, 'clearing of the run history', async (store) => {
      const old = newestRuns(store, Number.MAX_SAFE_INTEGER).filter(({ run_id }) => !this.#active.has(run_id));
      await store.write(old.map(({ run_id }): StoreChange => ({ change: 'remove-run', run_id })));
    });
    this.#changed.fire(folder);
  }

  /** Resolves when what was known of the runs is written, or cannot be. */
  async close(): Promise<void> {
    this.#subscription.dispose();
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()));
  }

  dispose(): void {
    void this.close().finally(() => this.#changed.dispose());
  }

  #take({ uri, event }: RunEventOf): void {
    if (event.event === 'node-delta') return;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder?.uri.scheme !== 'file') return;
    if (event.event === 'run-started') {
      const recorder = new RunRecorder(this.#identify(folder.uri, uri), event);
      this.#active.set(event.run, { recorder, writer: this.#writerOf(folder.uri) });
    }
    const active = this.#active.get(event.run);
    if (!active) return;
    active.recorder.add(event);
    active.writer.changed(active.recorder);
    if (event.event === 'run-ended') this.#active.delete(event.run);
    this.#changed.fire(folder.uri);
  }

  #identify(folder: vscode.Uri, uri: vscode.Uri): { readonly workflow_id: string; readonly path: string } {
    const document = this.parts.documents.open.find((open) => open.uri.toString() === uri.toString());
    const file = path.posix.relative(folder.path, uri.path);
    return { workflow_id: workflowId(document ? this.parts.documents.read(document).document.flow : {}, file), path: file };
  }

  #writerOf(folder: vscode.Uri): HistoryWriter {
    const key = folder.toString();
    const known = this.#writers.get(key);
    if (known) return known;
    const writer = new HistoryWriter({
      write: (purpose, work) => this.parts.stores.write(folder.fsPath, purpose, work),
      clock: systemClock,
      warn: (message) => this.parts.output.appendLine(message),
      onWritten: () => this.#changed.fire(folder),
    });
    this.#writers.set(key, writer);
    return writer;
  }
}
