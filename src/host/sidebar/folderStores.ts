import * as vscode from 'vscode';
import type { StoreReader } from '../../core/store/store';
import { openTrustedReader } from '../store/trustedReader';
import { StoreFollower } from '../store/storeFollower';

/** The databases of the workspace's folders, read while somebody looks at them. */
export class FolderStores implements vscode.Disposable {
  readonly #stores = new Map<string, StoreFollower>();
  /** Each drops an answer that a folder's database gave before it changed. */
  readonly #forget: ((folder: string) => void)[] = [];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(private readonly isWatched: () => boolean) {
    this.#subscription = vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const { uri } of removed) {
        this.#stores.get(uri.toString())?.dispose();
        this.#stores.delete(uri.toString());
      }
    });
  }

  /** Rejects with `StoreError` if the database cannot be read. */
  read<T>(folder: vscode.Uri, query: (store: StoreReader) => T): Promise<T> {
    return this.#store(folder).read(query);
  }

  /** Makes a query of one that is asked anew only when the database has changed. */
  remember<T>(query: (store: StoreReader) => T): (folder: vscode.Uri) => Promise<T> {
    const answers = new Map<string, Promise<T>>();
    this.#forget.push((folder) => answers.delete(folder));
    return (folder) => {
      const key = folder.toString();
      const answer = answers.get(key) ?? this.read(folder, query);
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
      return answer;
    };
  }

  /** Looks at a folder's database now, instead of in a while: it was written to. Whoever asks from now on is answered after that. */
  async refresh(folder: vscode.Uri): Promise<void> {
    const refreshed = this.#stores.get(folder.toString())?.refresh();
    this.#forgetAnswers(folder.toString());
    if ((await refreshed?.catch(() => true)) === true) this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const store of this.#stores.values()) store.dispose();
    this.#changed.dispose();
  }

  #store(folder: vscode.Uri): StoreFollower {
    const key = folder.toString();
    const store = this.#stores.get(key) ?? new StoreFollower(folder.fsPath, { isWatched: this.isWatched, onChange: () => this.#hasChanged(key), open: openTrustedReader });
    this.#stores.set(key, store);
    return store;
  }

  #hasChanged(folder: string): void {
    this.#forgetAnswers(folder);
    this.#changed.fire();
  }

  #forgetAnswers(folder: string): void {
    for (const forget of this.#forget) forget(folder);
  }
}
