import * as vscode from 'vscode';
import type { EmbeddingModel, KnowledgeBaseInfo, KnowledgeBases, KnowledgeDocument, UpdateOptions, UpdateReport } from '../../core/knowledge/knowledgeBase';
import type { NodePorts } from '../../core/run/executeNode';
import { errorText } from '../../core/text/errorText';
import { readKnowledgeBases } from '../../core/workspace/readContext';
import { TrustError } from '../trust';
import { knowledgeNames } from './knowledgeNames';

export type KnowledgePorts = Required<Pick<NodePorts, 'search' | 'knowledgeVersion'>>;

/** Changes on disk that come faster than this, in milliseconds, are told together. */
const toldEvery = 300;

/** What a search finds changes by these; temporary files and locks beside them come and go. */
const knowledgeGlob = '.llmflow/knowledge/**';

/**
 * The knowledge bases of the workspace's folders. Nothing of theirs is read or written in a workspace that is not trusted: a stranger may
 * have made them.
 */
export class KnowledgeService implements vscode.Disposable {
  readonly #bases = new Map<string, KnowledgeBases>();
  readonly #updating = new Map<string, AbortController>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #namesChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  /** Those that there were when that was last told. */
  #names = '';

  /** A knowledge base has come, gone or changed, in this window or by another program; or an update begins or ends. */
  readonly onDidChange = this.#changed.event;
  /** A knowledge base has come or gone. */
  readonly onDidChangeNames = this.#namesChanged.event;

  constructor(
    private readonly open: (workspace: string) => KnowledgeBases,
    private readonly isTrusted = () => vscode.workspace.isTrusted,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${knowledgeGlob}`);
    const tell = () => this.#tellLater();
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#namesChanged,
      watcher,
      watcher.onDidCreate(tell),
      watcher.onDidChange(tell),
      watcher.onDidDelete(tell),
      vscode.workspace.onDidChangeWorkspaceFolders(tell),
      vscode.workspace.onDidGrantWorkspaceTrust(tell),
    );
  }

  /** `folder` is a path, as everywhere here. */
  async list(folder: string): Promise<KnowledgeBaseInfo[]> {
    return this.#of(folder).list();
  }

  /** Those that are there and cannot be read, and why. They are not in the list. */
  async broken(folder: string): Promise<{ readonly name: string; readonly reason: string }[]> {
    const bases = this.#of(folder);
    const readable = new Set((await bases.list()).map(({ name }) => name));
    const others = [...(await readKnowledgeBases(folder))].filter((name) => !readable.has(name));
    const faults = others.map((name) => bases.info(name).then(() => [], (error: unknown) => [{ name, reason: errorText(error) }]));
    return (await Promise.all(faults)).flat();
  }

  /** With how each stands to its file now. */
  async documents(folder: string, name: string, signal?: AbortSignal): Promise<KnowledgeDocument[]> {
    return this.#of(folder).documents(name, signal);
  }

  async create(folder: string, name: string, embedding: EmbeddingModel): Promise<void> {
    await this.#of(folder).create(name, embedding);
    this.#tell();
  }

  add(folder: string, name: string, patterns: readonly string[], options: UpdateOptions): Promise<UpdateReport> {
    return this.#update(folder, name, options, (bases, own) => bases.add(name, patterns, own));
  }

  refresh(folder: string, name: string, options: UpdateOptions): Promise<UpdateReport> {
    return this.#update(folder, name, options, (bases, own) => bases.refresh(name, own));
  }

  async remove(folder: string, name: string): Promise<void> {
    if (this.isUpdating(folder, name)) throw new Error(`“${name}” is being updated. Cancel that first, or wait until it is done.`);
    await this.#of(folder).remove(name);
    this.#tell();
  }

  /** Whether this window updates it at the moment. */
  isUpdating(folder: string, name: string): boolean {
    return this.#updating.has(keyOf(folder, name));
  }

  /** What the runs of a folder's workflows know of its knowledge bases. */
  ports(folder: string): KnowledgePorts {
    return { search: this.search(folder), knowledgeVersion: this.versions(folder) };
  }

  search(folder: string): KnowledgePorts['search'] {
    return async (name, query, top_k, signal) => this.#of(folder).search(name, query, top_k, signal);
  }

  /** What a knowledge base holds, as a mark that changes with it; undefined if there is none of that name. */
  versions(folder: string): KnowledgePorts['knowledgeVersion'] {
    return async (name) => (await this.#of(folder).info(name))?.version;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const update of this.#updating.values()) update.abort();
    this.#subscriptions.dispose();
  }

  async #update(folder: string, name: string, { signal, onProgress }: UpdateOptions, work: (bases: KnowledgeBases, options: UpdateOptions) => Promise<UpdateReport>): Promise<UpdateReport> {
    const [bases, key, closing] = [this.#of(folder), keyOf(folder, name), new AbortController()];
    if (this.#updating.has(key)) throw new Error(`“${name}” is being updated already. Its notification shows how far it is.`);
    this.#updating.set(key, closing);
    this.#tell();
    try {
      return await work(bases, { signal: AbortSignal.any([signal, closing.signal]), ...(onProgress && { onProgress }) });
    } finally {
      this.#updating.delete(key);
      this.#tell();
    }
  }

  #of(folder: string): KnowledgeBases {
    if (!this.isTrusted()) throw new TrustError('knowledge');
    const bases = this.#bases.get(folder) ?? this.open(folder);
    this.#bases.set(folder, bases);
    return bases;
  }

  #tell(): void {
    this.#changed.fire();
    void this.#compareNames();
  }

  async #compareNames(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const names = JSON.stringify(await Promise.all(folders.map(async ({ uri }) => [...((await knowledgeNames(uri.fsPath)) ?? [])].sort())));
    if (names === this.#names) return;
    this.#names = names;
    this.#namesChanged.fire();
  }

  #tellLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, toldEvery);
  }
}

function keyOf(folder: string, name: string): string {
  return JSON.stringify([folder, name]);
}
