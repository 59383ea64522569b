import path from 'node:path';
import * as vscode from 'vscode';
import { HistoryWriter } from '../../core/history/historyWriter';
import type { RunRecording } from '../../core/history/runRecording';
import { systemClock } from '../../core/models/clock';
import { RunRecorder } from '../../core/run/runRecorder';
import { newestRuns } from '../../core/store/history';
import type { StoreChange } from '../../core/store/records';
import { TableRunRecorder } from '../../core/tables/tableRunRecorder';
import { workflowId } from '../../core/tables/workflowRow';
import type { FlowDocuments } from '../documents/flowDocuments';
import type { RunEventOf, RunService } from '../runs/runService';
import type { WorkspaceStores } from '../store/workspaceStores';
import type { TableRun, TableRunEvent } from '../tableRuns/tableRun';
import type { TableRunService } from '../tableRuns/tableRunService';
import { placeOfRunner } from './runPlaces';

export interface RunHistoryParts {
  readonly runs: RunService;
  readonly tableRuns: Pick<TableRunService, 'onEvent'>;
  readonly documents: FlowDocuments;
  readonly stores: WorkspaceStores;
  readonly output: Pick<vscode.OutputChannel, 'appendLine'>;
}

interface ActiveRun<T extends RunRecording> {
  readonly recorder: T;
  readonly writer: HistoryWriter;
}

/**
 * Records every run of a flow or a table in the database of its workspace folder, and knows the runs that are not wholly in there yet. A
 * workflow that is in no folder on a disk leaves no trace in it.
 */
export class RunHistory implements vscode.Disposable {
  readonly #writers = new Map<string, HistoryWriter>();
  /** Of the runs that go on, by id. */
  readonly #flows = new Map<string, ActiveRun<RunRecorder>>();
  readonly #tables = new Map<string, ActiveRun<TableRunRecorder>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #written = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscription: vscode.Disposable;

  /** A run began or got further. */
  readonly onDidChange = this.#changed.event;
  /** The folder whose database has it now. */
  readonly onDidWrite = this.#written.event;

  constructor(private readonly parts: RunHistoryParts) {
    this.#subscription = vscode.Disposable.from(
      parts.runs.onEvent((event) => this.#takeFlow(event)),
      parts.tableRuns.onEvent(({ run, event }) => this.#takeTable(run, event)),
    );
  }

  /** A folder's runs that go on in this window, or wait to be written. */
  unwritten(folder: vscode.Uri): readonly RunRecording[] {
    return this.#writers.get(folder.toString())?.waiting ?? [];
  }

  /** Takes all runs of a folder out of its history, except for those that go on, here or elsewhere. Rejects with `StoreError`. */
  async clear(folder: vscode.Uri): Promise<void> {
    this.#writers.get(folder.toString())?.forget();
    await this.parts.stores.write(folder.fsPath, 'clearing of the run history', async (store) => {
      const stored = newestRuns(store, Number.MAX_SAFE_INTEGER).filter(({ run_id }) => !this.#flows.has(run_id) && !this.#tables.has(run_id));
      const goOn = await Promise.all(stored.map(async ({ status, runner }) => status === 'running' && (await placeOfRunner(runner)) === 'elsewhere'));
      await store.write(stored.filter((_, index) => !goOn[index]).map(({ run_id }): StoreChange => ({ change: 'remove-run', run_id })));
    });
    this.#written.fire(folder);
  }

  /** Resolves when what is known of the runs is written, or cannot be. */
  async save(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()));
  }

  /** Takes note of nothing more; resolves when all else is written, or cannot be. */
  async close(): Promise<void> {
    this.#subscription.dispose();
    await this.save();
  }

  dispose(): void {
    void this.close().finally(() => {
      this.#changed.dispose();
      this.#written.dispose();
    });
  }

  #takeFlow({ uri, event }: RunEventOf): void {
    if (event.event === 'node-delta') return;
    if (event.event === 'run-started') {
      const folder = folderOnDisk(uri);
      if (folder) this.#flows.set(event.run, { recorder: new RunRecorder(this.#identify(folder, uri), event), writer: this.#writerOf(folder) });
    }
    const active = this.#flows.get(event.run);
    if (!active) return;
    active.recorder.add(event);
    active.writer.changed(active.recorder);
    if (event.event === 'run-ended') this.#flows.delete(event.run);
    this.#changed.fire();
  }

  #takeTable(run: TableRun, event: TableRunEvent): void {
    if (event.event === 'run-started') this.#beginTable(run);
    const active = this.#tables.get(run.id);
    if (!active) return;
    const { recorder, writer } = active;
    const time = new Date().toISOString();
    switch (event.event) {
      case 'run-started':
        writer.changed(recorder);
        break;
      case 'pulling':
        writer.changed(recorder, { atOnce: true });
        return;
      case 'process-ended':
      case 'table-ended':
        recorder.add(event, time);
        // The run has the database open until it has been told this.
        writer.changed(recorder, { atOnce: true });
        break;
      case 'run-ended':
        this.#tables.delete(run.id);
        recorder.end(event.outcome, time);
        // As a rule it has been written with the end of its table.
        if (recorder.hasChanges) writer.changed(recorder);
        break;
      case 'row-completed':
      case 'row-failed':
        recorder.add(event, time);
        return;
      case 'pulled':
      case 'process-started':
        return;
    }
    this.#changed.fire();
  }

  #beginTable({ id, uri, startedAt, processNames, workflow: { workflow_id, path: file } }: TableRun): void {
    const folder = folderOnDisk(uri);
    if (!folder) return;
    const recorder = new TableRunRecorder({ run_id: id, workflow_id, path: file, started_at: startedAt.toISOString(), processes: processNames });
    this.#tables.set(id, { recorder, writer: this.#writerOf(folder) });
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
      onWritten: () => this.#written.fire(folder),
    });
    this.#writers.set(key, writer);
    return writer;
  }
}

function folderOnDisk(uri: vscode.Uri): vscode.Uri | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  return folder?.scheme === 'file' ? folder : undefined;
}
