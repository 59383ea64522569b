import path from 'node:path';
import * as vscode from 'vscode';
import { countNodes, glanceAtNodes, lastRuns, newestRuns, type NodeRunGlance } from '../../core/store/history';
import type { RunRecorder } from '../../core/run/runRecorder';
import type { NodeRunRow, RunRow } from '../../core/store/records';
import type { StoreReader } from '../../core/store/store';
import { countSources, readSources, readStandings, type PulledSource, type Standings } from '../../core/tables/overview';
import type { RunHistory } from '../history/runHistory';
import type { TableRunService } from '../tableRuns/tableRunService';
import type { FolderStores } from './folderStores';
import type { ShownFlowRun, ShownTableRun } from './lines/runLines';
import type { ShownSources } from './lines/sourceLines';
import type { ShownRun, ShownWorkflow } from './lines/workflowLines';
import type { WorkflowFile, WorkflowFiles } from './workflowFiles';

/** More runs than this are in the history, but not in the list. */
const mostRuns = 200;

export interface SidebarParts {
  readonly files: Pick<WorkflowFiles, 'list'>;
  readonly history: Pick<RunHistory, 'unwritten'>;
  readonly tableRuns: Pick<TableRunService, 'state'>;
  readonly stores: Pick<FolderStores, 'read' | 'remember'>;
}

/** Gathers what the side bar shows: from the files, from the workspace databases, from what goes on in this window. */
export class SidebarData {
  readonly #overview: (folder: vscode.Uri) => Promise<Overview>;
  readonly #sources: (folder: vscode.Uri) => Promise<readonly PulledSource[]>;
  readonly #runs: (folder: vscode.Uri) => Promise<readonly RunRow[]>;

  constructor(private readonly parts: SidebarParts) {
    this.#overview = parts.stores.remember(readOverview);
    this.#sources = parts.stores.remember(readSources);
    this.#runs = parts.stores.remember((store) => newestRuns(store, mostRuns));
  }

  async workflows(): Promise<ShownWorkflow[]> {
    const files = await this.parts.files.list();
    const folders = vscode.workspace.workspaceFolders ?? [];
    return (await Promise.all(folders.map(({ uri }) => this.#workflowsOf(uri, filesIn(uri, files))))).flat();
  }

  async sources(): Promise<ShownSources[]> {
    const files = await this.parts.files.list();
    const folders = foldersOnDisk();
    return Promise.all(
      folders.map(async ({ uri, name }) => ({
        folder: uri.toString(),
        ...(folders.length > 1 && { folderName: name }),
        pulled: await this.#sources(uri),
        named: filesIn(uri, files).flatMap(({ uri: file, name: workflow, source }) =>
          source ? [{ uri: file.toString(), name: workflow, source: source.name, kind: source.kind }] : [],
        ),
      })),
    );
  }

  async runs(): Promise<(ShownFlowRun | ShownTableRun)[]> {
    const files = await this.parts.files.list();
    const flowRuns = await Promise.all(foldersOnDisk().map(({ uri }) => this.#flowRuns(uri, files)));
    const tableRuns = files.flatMap(({ uri, name }): ShownTableRun[] => {
      const state = this.parts.tableRuns.state(uri);
      return state ? [{ kind: 'table', uri: uri.toString(), name, state }] : [];
    });
    return [...flowRuns.flat(), ...tableRuns];
  }

  async #workflowsOf(folder: vscode.Uri, files: readonly WorkflowFile[]): Promise<ShownWorkflow[]> {
    const { last, standings, rows } = isOnDisk(folder) ? await this.#overview(folder) : emptyOverview;
    const lastRuns = new Map(last);
    for (const recorder of this.parts.history.unwritten(folder)) lastRuns.set(recorder.run.workflow_id, shownRun(recorder));
    return files.map(({ uri, workflow_id, name, hasNodes, processes, source }): ShownWorkflow => {
      const [lastRun, tableRun, standing] = [lastRuns.get(workflow_id), this.parts.tableRuns.state(uri), standings.get(workflow_id)];
      const count = source && rows.get(source.name);
      return {
        uri: uri.toString(),
        name,
        path: vscode.workspace.asRelativePath(uri),
        hasNodes,
        processes,
        ...(lastRun && { lastRun }),
        ...(tableRun && { tableRun }),
        ...(standing && { standings: standing }),
        ...(count !== undefined && { rows: count }),
      };
    });
  }

  async #flowRuns(folder: vscode.Uri, files: readonly WorkflowFile[]): Promise<ShownFlowRun[]> {
    const unwritten = new Map(this.parts.history.unwritten(folder).map((recorder) => [recorder.run.run_id, recorder]));
    const stored = await this.#runs(folder);
    const rows = [...[...unwritten.values()].map(({ run }) => run), ...stored.filter(({ run_id }) => !unwritten.has(run_id))];
    const ofFolder = filesIn(folder, files);
    return rows.map((run): ShownFlowRun => {
      const file = ofFolder.find(({ workflow_id }) => workflow_id === run.workflow_id);
      const recorder = unwritten.get(run.run_id);
      return {
        kind: 'flow',
        folder: folder.toString(),
        run,
        goesOnHere: recorder !== undefined,
        name: file?.name ?? path.posix.basename(run.path, '.llmflow'),
        ...(file && { uri: file.uri.toString() }),
        nodes: () => (recorder ? Promise.resolve(recorder.nodes) : this.#nodes(folder, run)),
      };
    });
  }

  #nodes(folder: vscode.Uri, { run_id }: RunRow): Promise<readonly NodeRunGlance[]> {
    return this.parts.stores.read(folder, (store) => glanceAtNodes(store, run_id));
  }
}

export function foldersOnDisk(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => isOnDisk(uri));
}

function isOnDisk({ scheme }: vscode.Uri): boolean {
  return scheme === 'file';
}

function filesIn(folder: vscode.Uri, files: readonly WorkflowFile[]): WorkflowFile[] {
  return files.filter((file) => file.folder.uri.toString() === folder.toString());
}

/** What the database of a folder says of its workflows. */
interface Overview {
  /** By workflow. */
  readonly last: ReadonlyMap<string, ShownRun>;
  readonly standings: Standings;
  /** By source. */
  readonly rows: ReadonlyMap<string, number>;
}

const emptyOverview: Overview = { last: new Map(), standings: new Map(), rows: new Map() };

function readOverview(store: StoreReader): Overview {
  const runs = lastRuns(store);
  const nodes = countNodes(store, runs.map(({ run_id }) => run_id));
  const last = runs.map((run) => [run.workflow_id, { run, goesOnHere: false, nodes: nodes.get(run.run_id) ?? new Map() }] as const);
  return { last: new Map(last), standings: readStandings(store), rows: countSources(store) };
}

function shownRun(recorder: RunRecorder): ShownRun {
  const nodes = new Map<NodeRunRow['status'], number>();
  for (const { status } of recorder.nodes) nodes.set(status, (nodes.get(status) ?? 0) + 1);
  return { run: recorder.run, goesOnHere: true, nodes };
}
