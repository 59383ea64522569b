import * as vscode from 'vscode';
import type { TableRunState } from '../../shared/tableRun';
import type { FlowDocuments } from '../documents/flowDocuments';
import { TableRun, type TableRunEvent, type TableRunPorts } from './tableRun';
import type { TableRunOptions } from './tableRunOptions';
import { readTableWorkflow } from './tableWorkflow';

export type { TableRunOptions } from './tableRunOptions';

/** Listeners hear of a run's progress so often, in milliseconds. */
const tellEvery = 250;

/** Runs tables, one run of a workflow at a time, and keeps each one's last run. */
export class TableRunService implements vscode.Disposable {
  readonly #last = new Map<string, TableRun>();
  readonly #active = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  readonly #changed = new vscode.EventEmitter<{ readonly uri: vscode.Uri; readonly state: TableRunState }>();
  readonly #event = new vscode.EventEmitter<{ readonly run: TableRun; readonly event: TableRunEvent }>();

  /** At the start and the end of a run, and a few times a second between them. */
  readonly onDidChange = this.#changed.event;
  /** Everything that a run says, as it happens. */
  readonly onEvent = this.#event.event;

  constructor(
    private readonly documents: FlowDocuments,
    private readonly ports: TableRunPorts,
  ) {}

  isRunning(uri: vscode.Uri): boolean {
    return this.#active.has(uri.toString());
  }

  /** The workflows whose tables run now, as URIs. */
  get running(): string[] {
    return [...this.#active.keys()];
  }

  /** Of the last run in this window. */
  state(uri: vscode.Uri): TableRunState | undefined {
    return this.last(uri)?.state;
  }

  /** The last run in this window. */
  last(uri: vscode.Uri): TableRun | undefined {
    return this.#last.get(uri.toString());
  }

  /** Resolves when the run has ended, or was not begun because the user has been told why not. Never rejects. */
  async run(document: vscode.TextDocument, options: TableRunOptions = {}): Promise<void> {
    if (this.isRunning(document.uri)) return void vscode.window.showInformationMessage('The table of this workflow is running already.');
    const workflow = readTableWorkflow(this.documents, document);
    if (!workflow) return;
    const key = document.uri.toString();
    const abort = new AbortController();
    const run = new TableRun(workflow, options, this.ports, (event) => this.#event.fire({ run, event }));
    const ended = this.#follow(key, run, abort.signal);
    this.#active.set(key, { abort, ended });
    this.#last.set(key, run);
    this.#changed.fire({ uri: run.uri, state: run.state });
    await ended;
  }

  /** Ends what is in flight; what is done stays. */
  cancel(uri: vscode.Uri): void {
    this.#active.get(uri.toString())?.abort.abort();
  }

  /** Ends all runs; resolves when their results are safe and their databases closed. */
  async stop(): Promise<void> {
    const active = [...this.#active.values()];
    for (const { abort } of active) abort.abort();
    await Promise.all(active.map(({ ended }) => ended));
  }

  dispose(): void {
    void this.stop().finally(() => {
      this.#changed.dispose();
      this.#event.dispose();
    });
  }

  async #follow(key: string, run: TableRun, signal: AbortSignal): Promise<void> {
    // The caller is to know the run before its first event.
    await Promise.resolve();
    let told = run.state;
    const tell = () => {
      const { state } = run;
      if (JSON.stringify(state) === JSON.stringify(told)) return;
      told = state;
      this.#changed.fire({ uri: run.uri, state });
    };
    const timer = setInterval(tell, tellEvery);
    try {
      await run.start(signal);
    } finally {
      clearInterval(timer);
      this.#active.delete(key);
      this.#changed.fire({ uri: run.uri, state: run.state });
    }
  }
}
