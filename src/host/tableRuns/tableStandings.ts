import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { workspaceFiles } from '../../core/store/workspaceFiles';
import { readStandings, type Standing, type Standings } from '../../core/tables/overview';
import { openTrustedReader } from '../store/trustedReader';
import { requireTrust } from '../trust';
import type { TableRunService } from './tableRunService';

/** A larger database is not read for the sake of a few words over a line, in bytes. */
const largestDatabase = 64 * 2 ** 20;

/** What stands in the tables, for lenses: read when first asked for, and again when a run has ended, here or in a terminal. */
export class TableStandings implements vscode.Disposable {
  readonly #known = new Map<string, Standings>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(runs: TableRunService) {
    // A writer folds what it wrote into the database file when it closes.
    const watcher = vscode.workspace.createFileSystemWatcher('**/.llmflow/workspace.db');
    const readAgain = (uri: vscode.Uri) => void this.#readAgain(vscode.Uri.joinPath(uri, '../..').fsPath);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidCreate(readAgain),
      watcher.onDidChange(readAgain),
      watcher.onDidDelete(readAgain),
      vscode.workspace.onDidGrantWorkspaceTrust(() => [...this.#known.keys()].forEach((folder) => void this.#readAgain(folder))),
      runs.onDidChange(({ uri, state }) => {
        const folder = runs.last(uri)?.workflow.place.workspace;
        if (state.state === 'ended' && folder !== undefined) void this.#readAgain(folder);
      }),
    );
  }

  /** Of a workflow's processes, by name; undefined until it is known, which `onDidChange` tells. */
  find(folder: string, workflow_id: string): ReadonlyMap<string, Standing> | undefined {
    const known = this.#known.get(folder);
    if (!known) void this.#read(folder);
    return known?.get(workflow_id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Only what somebody has asked for. */
  async #readAgain(folder: string): Promise<void> {
    const reading = this.#reading.get(folder);
    if (!reading && !this.#known.has(folder)) return;
    // What is being read may be from before the change.
    await reading;
    await this.#read(folder);
  }

  #read(folder: string): Promise<void> {
    const reading = this.#reading.get(folder) ?? this.#load(folder).finally(() => this.#reading.delete(folder));
    this.#reading.set(folder, reading);
    return reading;
  }

  async #load(folder: string): Promise<void> {
    // What cannot be read stands for nothing: the next run tells why.
    this.#known.set(folder, await standingsIn(folder).catch(() => new Map()));
    this.#changed.fire();
  }
}

async function standingsIn(folder: string): Promise<Standings> {
  requireTrust('tables');
  const size = await stat(workspaceFiles(folder).database).then((stats) => stats.size, () => 0);
  if (size > largestDatabase) return new Map();
  const store = await openTrustedReader(folder);
  try {
    return readStandings(store);
  } finally {
    await store.close();
  }
}
