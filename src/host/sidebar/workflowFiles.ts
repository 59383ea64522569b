import path from 'node:path';
import * as vscode from 'vscode';
import type { FlowSource } from '../../core/flow/model';
import { parseFlow } from '../../core/flow/parse/parseFlow';
import type { FlowDocument } from '../../core/flow/parse/flowDocument';
import { sourceName } from '../../core/tables/sources/sourceName';
import { workflowId } from '../../core/tables/workflowRow';
import { staysInWorkspace } from '../documents/staysInWorkspace';
import { flowGlob, ignoredFolders, workflowPlace, type FlowDocuments } from '../documents/flowDocuments';

/** What a workflow's file says that the side bar shows. */
export interface WorkflowFile {
  readonly uri: vscode.Uri;
  readonly folder: vscode.WorkspaceFolder;
  readonly workflow_id: string;
  readonly name: string;
  readonly hasNodes: boolean;
  readonly processes: readonly string[];
  /** As `source_connection` has it. */
  readonly source?: { readonly name: string; readonly kind: FlowSource['kind'] };
}

/** More than this nobody looks through in a list. */
const mostFiles = 2_000;

/** The workflows of the workspace: open ones as they are typed, all others as they stand on disk. */
export class WorkflowFiles implements vscode.Disposable {
  #files: Map<string, WorkflowFile> | undefined;
  #reading: Promise<Map<string, WorkflowFile>> | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(private readonly documents: FlowDocuments) {
    const readAll = () => {
      this.#files = undefined;
      this.#reading = undefined;
      this.#changed.fire();
    };
    const watcher = vscode.workspace.createFileSystemWatcher(flowGlob);
    const read = (uri: vscode.Uri) => void this.#readAgain(uri);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidCreate(read),
      watcher.onDidChange(read),
      watcher.onDidDelete(read),
      documents.onDidChange(({ uri }) => read(uri)),
      documents.onDidClose(read),
      vscode.workspace.onDidChangeWorkspaceFolders(readAll),
      vscode.workspace.onDidGrantWorkspaceTrust(readAll),
    );
  }

  async list(): Promise<readonly WorkflowFile[]> {
    return [...(await this.#all()).values()];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #all(): Promise<Map<string, WorkflowFile>> {
    if (this.#files) return this.#files;
    const reading = (this.#reading ??= this.#readAll());
    const files = await reading;
    if (this.#reading === reading) this.#files = files;
    return files;
  }

  async #readAll(): Promise<Map<string, WorkflowFile>> {
    const uris = await vscode.workspace.findFiles(flowGlob, ignoredFolders, mostFiles);
    const files = await Promise.all(uris.map((uri) => this.#read(uri)));
    return new Map(files.flatMap((file) => (file ? [[file.uri.toString(), file]] : [])));
  }

  /** Nobody has asked yet where there is no list. */
  async #readAgain(uri: vscode.Uri): Promise<void> {
    if (!this.#reading || /\/(node_modules|\.git|\.llmflow)\//.test(uri.path)) return;
    const files = await this.#all();
    const file = await this.#read(uri);
    if (file) files.set(uri.toString(), file);
    else files.delete(uri.toString());
    this.#changed.fire();
  }

  /** Undefined for what is not there, or not in the workspace. */
  async #read(uri: vscode.Uri): Promise<WorkflowFile | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) return undefined;
    const open = this.documents.open.find((document) => document.uri.toString() === uri.toString());
    try {
      if (!(await staysInWorkspace(uri))) return undefined;
      const stored = await vscode.workspace.fs.readFile(uri);
      return describe(uri, folder, open ? this.documents.read(open).document : parseFlow(new TextDecoder().decode(stored)));
    } catch {
      return undefined;
    }
  }
}

function describe(uri: vscode.Uri, folder: vscode.WorkspaceFolder, { flow }: FlowDocument): WorkflowFile {
  const file = path.posix.relative(folder.uri.path, uri.path);
  return {
    uri,
    folder,
    workflow_id: workflowId(flow, file),
    name: flow.name ?? path.posix.basename(uri.path, '.llmflow'),
    hasNodes: flow.nodes.length > 0,
    processes: flow.processes.map(({ name }) => name),
    ...(flow.source && { source: { name: sourceName(flow.source, workflowPlace(uri)), kind: flow.source.kind } }),
  };
}
