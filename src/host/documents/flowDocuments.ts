import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { FlowDocument } from '../../core/flow/parse/flowDocument';
import { parseFlow } from '../../core/flow/parse/parseFlow';
import type { Problem } from '../../core/flow/problem';
import { checkFlow } from '../../core/flow/rules/checkFlow';
import type { RuleContext } from '../../core/flow/rules/context';
import { sourceColumns } from '../../core/flow/rules/processRules';
import { providerIds } from '../../core/models/catalog';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import { knownExtensions } from '../../core/tables/sources/fileFormats';
import { readContext, type KnownSources } from '../../core/workspace/readContext';
import { knowledgeNames } from '../knowledge/knowledgeNames';

export const flowLanguage = 'llmflow';
export const flowGlob = '**/*.llmflow';
/** Where no workflows are looked for. */
export const ignoredFolders = '**/{node_modules,.git,.llmflow}/**';

export interface FlowSnapshot {
  readonly document: FlowDocument;
  readonly problems: readonly Problem[];
  /** The columns of its source, where they are known. */
  readonly columns: readonly string[] | undefined;
}

interface Entry {
  version: number;
  snapshot: FlowSnapshot;
  context: RuleContext;
}

/** Files whose coming and going changes what the rules say of a workflow that names them. */
const namedFiles = `**/*.{llmflow,${knownExtensions.map((extension) => extension.slice(1)).join(',')}}`;

/**
 * Every open workflow as read: parsed once for each version of its text, and shared by canvas, diagnostics, lenses and runs.
 */
export class FlowDocuments implements vscode.Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #closed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  /** A workflow was opened, its text changed, or what the rules know of the files around it changed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;

  /** Without `sources`, nothing is said of connections. `knowledge` tells when knowledge bases have come or gone. */
  constructor(
    private readonly sources?: KnownSources & { readonly onDidChange: vscode.Event<void> },
    private readonly knowledge?: { readonly onDidChangeNames: vscode.Event<void> },
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(namedFiles);
    const refreshAll = () => this.open.forEach((document) => void this.#refreshContext(document));
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#closed,
      watcher,
      watcher.onDidCreate(refreshAll),
      watcher.onDidChange(refreshAll),
      watcher.onDidDelete(refreshAll),
      this.onDidChangeSurroundings(refreshAll),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // A change of the dirty state alone comes as an event without changes.
        if (contentChanges.length > 0) this.#opened(document);
      }),
    );
    this.open.forEach((document) => this.#opened(document));
  }

  /** Which connections or knowledge bases there are has changed. */
  onDidChangeSurroundings(listener: () => void): vscode.Disposable {
    return vscode.Disposable.from(...[this.sources?.onDidChange, this.knowledge?.onDidChangeNames].flatMap((event) => event?.(listener) ?? []));
  }

  get open(): vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(isFlow);
  }

  read(document: vscode.TextDocument): FlowSnapshot {
    const key = document.uri.toString();
    const known = this.#entries.get(key);
    if (known?.version === document.version) return known.snapshot;
    const context = known?.context ?? { providers: providerIds };
    const snapshot = check(parseFlow(document.getText()), context);
    this.#entries.set(key, { version: document.version, snapshot, context });
    return snapshot;
  }

  /** Reads a workflow that is not open. */
  async readFile(uri: vscode.Uri): Promise<FlowSnapshot> {
    return this.readText(uri, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  }

  /** Reads a text as if the file held it. */
  async readText(uri: vscode.Uri, text: string): Promise<FlowSnapshot> {
    const document = parseFlow(text);
    return check(document, await this.#contextOf(uri, document));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #contextOf(uri: vscode.Uri, { flow }: FlowDocument): Promise<RuleContext> {
    // Only files on disk have a folder that paths can be relative to.
    if (uri.scheme !== 'file') return { providers: providerIds };
    return readContext(flow, workflowPlace(uri), providerIds, this.sources, knowledgeNames);
  }

  #opened(document: vscode.TextDocument): void {
    if (!isFlow(document)) return;
    this.read(document);
    this.#changed.fire(document);
    void this.#refreshContext(document);
  }

  #close(document: vscode.TextDocument): void {
    if (!isFlow(document)) return;
    this.#entries.delete(document.uri.toString());
    this.#closed.fire(document.uri);
  }

  async #refreshContext(document: vscode.TextDocument): Promise<void> {
    const context = await this.#contextOf(document.uri, this.read(document).document);
    const entry = this.#entries.get(document.uri.toString());
    if (document.isClosed || !entry || isDeepStrictEqual(entry.context, context)) return;
    const { problems, columns } = entry.snapshot;
    entry.context = context;
    entry.snapshot = check(entry.snapshot.document, context);
    if (!isDeepStrictEqual([problems, columns], [entry.snapshot.problems, entry.snapshot.columns])) this.#changed.fire(document);
  }
}

export function isFlow(document: vscode.TextDocument): boolean {
  return document.languageId === flowLanguage || document.uri.path.endsWith('.llmflow');
}

function check(document: FlowDocument, context: RuleContext): FlowSnapshot {
  return { document, problems: checkFlow(document, context), columns: sourceColumns(document, context) };
}

/** The workspace folder of a file, else the file's own folder. */
export function workspaceFolderOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? path.dirname(uri.fsPath);
}

/** What the paths in a workflow are relative to, and may not leave. */
export function workflowPlace(uri: vscode.Uri): WorkflowPlace {
  return { folder: path.dirname(uri.fsPath), workspace: workspaceFolderOf(uri) };
}
