import * as vscode from 'vscode';
import type { StoreReader } from '../../core/store/store';
import { TableView } from '../../core/tables/view/tableView';
import { errorText } from '../../core/text/errorText';
import { type FromTable, type TableSubject, type ToTable, fromTable } from '../../shared/tableProtocol';
import type { FolderRun, FolderRuns } from './folderRuns';
import { type TableActions, TableAnswers } from './tableAnswers';

/** How often the database is looked at for what runs have written, in milliseconds. */
const followEvery = 1_000;

/** What a session needs of its webview. */
export type TablePage = Pick<vscode.Webview, 'onDidReceiveMessage' | 'postMessage'>;

export interface TableSessionOptions {
  /** The workspace folder. */
  readonly folder: vscode.Uri;
  readonly page: TablePage;
  /** Opens the folder's database; called once it is needed, and again if that failed. */
  readonly open: () => Promise<StoreReader>;
  readonly actions: TableActions;
  readonly runs: FolderRuns;
}

interface Opened {
  readonly store: StoreReader;
  readonly view: TableView;
  readonly answers: TableAnswers;
}

/** One open table page: answers its calls from the database, and tells it when that has changed. */
export class TableSession implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #opened: Promise<Opened> | undefined;
  #pendingSubject: TableSubject | undefined;
  #isReady = false;
  #isDisposed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: TableSessionOptions) {
    this.#subscription = vscode.Disposable.from(
      options.page.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      options.runs.onDidChange((run) => this.#tell(run)),
    );
    this.#followLater();
  }

  /** Shows a table once the page is there. */
  show(subject: TableSubject): void {
    if (this.#isReady) this.#post({ type: 'show', subject });
    else this.#pendingSubject = subject;
  }

  /** The page has been hidden, and is gone with that. It says that it is ready when it is back. */
  hidden(): void {
    this.#isReady = false;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    void this.#opened?.then(({ store }) => store.close()).catch(() => undefined);
  }

  #receive(raw: unknown): void {
    const message = fromTable.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === 'ready') this.#welcome();
    else void this.#answer(message.data);
  }

  #welcome(): void {
    this.#isReady = true;
    this.#post({ type: 'welcome', folder: this.options.folder.toString() });
    if (this.#pendingSubject) this.#post({ type: 'show', subject: this.#pendingSubject });
    this.#pendingSubject = undefined;
    for (const run of this.options.runs.now()) this.#post(run);
  }

  /** A page that is not there yet is told with its welcome. */
  #tell(run: FolderRun): void {
    if (this.#isReady) this.#post(run);
  }

  async #answer({ id, method, args }: Extract<FromTable, { type: 'call' }>): Promise<void> {
    try {
      const { answers } = await this.#open();
      this.#post({ type: 'answer', id, result: await answers.answer(method, args) });
    } catch (error) {
      this.#post({ type: 'failure', id, message: errorText(error) });
    }
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#read().catch((error: unknown) => {
      // The next call tries again.
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #read(): Promise<Opened> {
    const store = await this.options.open();
    for (const warning of store.warnings) void vscode.window.showWarningMessage(warning);
    const view = new TableView(store);
    return { store, view, answers: new TableAnswers(view, this.options.actions) };
  }

  #followLater(): void {
    this.#timer = setTimeout(() => void this.#follow().finally(() => {
      if (!this.#isDisposed) this.#followLater();
    }), followEvery);
  }

  async #follow(): Promise<void> {
    if (!this.#isReady) return;
    try {
      const { store, view } = await this.#open();
      const hasChanged = await store.refresh();
      if (hasChanged) view.changed();
      if (hasChanged || view.lagsBehind) this.#post({ type: 'changed' });
    } catch {
      // The page asks again, and is told why it cannot be answered.
      this.#post({ type: 'changed' });
    }
  }

  #post(message: ToTable): void {
    if (!this.#isDisposed) void this.options.page.postMessage(message);
  }
}
