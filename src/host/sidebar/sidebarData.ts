import path from 'node:path';
import * as vscode from 'vscode';
import { countNodes, glanceAtNodes, lastRuns, newestRuns, type NodeRunGlance } from '../../core/store/history';
import type { RunRecording } from '../../core/history/runRecording';
import type { NodeRunRow, RunRow } from '../../core/store/records';
import type { StoreReader } from '../../core/store/store';
import { countSources, readSources, readStandings, type PulledSource, type Standings } from '../../core/tables/overview';
import type { RunHistory } from '../history/runHistory';
import { placeOfRunner } from '../history/runPlaces';
import type { TableRunService } from '../tableRuns/tableRunService';
import type { FolderStores } from './folderStores';
import type { ListedRun } from './lines/runLines';
import type { ShownSources } from './lines/sourceLines';
import type { ShownRun } from './lines/states';
import type { ShownFlowRun, ShownWorkflow } from './lines/workflowLines';
import type { WorkflowFile, WorkflowFiles } from './workflowFiles';

/** More runs than this are in the history, but not in the list. */
const mostRuns = 200;

export interface SidebarParts {
  readonly files: Pick<WorkflowFiles, 'list'>;
  readonly history: Pick<RunHistory, 'unwritten'>;
  readonly tableRuns: Pick<TableRunService, 'last'>;
  readonly stores: Pick<FolderStores, 'read' | 'remember'>;
  /** A run goes on in another process, and nobody will tell should that die. */
  readonly lookAgain: () => void;
}

/** Gathers what the side bar shows: from the files, from the workspace databases, from what goes on in this window. */
export class SidebarData {
  readonly #overview: (folder: vscode.Uri) => Promise<Overview>;
  readonly #sources: (folder: vscode.Uri) => Promise<readonly PulledSource[]>;
  readonly #runs: (folder: vscode.Uri) => Promise<readonly RunRow[]>;

  constructor(private readonly parts: SidebarParts) {
    this.#overview = onceTrusted(parts.stores.remember(readOverview), emptyOverview);
    this.#sources = onceTrusted(parts.stores.remember(readSources), []);
    this.#runs = onceTrusted(parts.stores.remember((store) => newestRuns(store, mostRuns)), []);
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
        isUnread: !vscode.workspace.isTrusted,
        named: filesIn(uri, files).flatMap(({ uri: file, name: workflow, source }) =>
          source ? [{ uri: file.toString(), name: workflow, source: source.name, kind: source.kind }] : [],
        ),
      })),
    );
  }

  async runs(): Promise<ListedRun[]> {
    const files = await this.parts.files.list();
    return (await Promise.all(foldersOnDisk().map(({ uri }) => this.#runsOf(uri, filesIn(uri, files))))).flat();
  }

  async #workflowsOf(folder: vscode.Uri, files: readonly WorkflowFile[]): Promise<ShownWorkflow[]> {
    const { flows, tables, standings, rows } = isOnDisk(folder) ? await this.#overview(folder) : emptyOverview;
    const [lastFlows, lastTables] = [new Map(flows), new Map(tables)];
    for (const recording of this.parts.history.unwritten(folder)) {
      if (recording.run.kind === 'flow') takeLast(lastFlows, recording, { run: recording.run, nodes: countStatuses(recording) });
      else takeLast(lastTables, recording, { run: recording.run });
    }
    return Promise.all(
      files.map(async ({ uri, workflow_id, name, hasNodes, processes, source }): Promise<ShownWorkflow> => {
        const [flow, table, standing] = [lastFlows.get(workflow_id), lastTables.get(workflow_id), standings.get(workflow_id)];
        const count = source && rows.get(source.name);
        return {
          uri: uri.toString(),
          name,
          path: vscode.workspace.asRelativePath(uri),
          hasNodes,
          processes,
          ...(flow && { lastRun: { ...(await this.#shown(folder, flow.run)), nodes: flow.nodes } satisfies ShownFlowRun }),
          ...(table && { lastTableRun: await this.#shown(folder, table.run, uri) }),
          ...(standing && { standings: standing }),
          ...(count !== undefined && { rows: count }),
          isUnread: !vscode.workspace.isTrusted,
        };
      }),
    );
  }

  async #runsOf(folder: vscode.Uri, files: readonly WorkflowFile[]): Promise<ListedRun[]> {
    const unwritten = new Map(this.parts.history.unwritten(folder).map((recording) => [recording.run.run_id, recording]));
    const stored = await this.#runs(folder);
    const rows = [...[...unwritten.values()].map(({ run }) => run), ...stored.filter(({ run_id }) => !unwritten.has(run_id))];
    return Promise.all(
      rows.map(async (run): Promise<ListedRun> => {
        const file = files.find(({ workflow_id }) => workflow_id === run.workflow_id);
        const recording = unwritten.get(run.run_id);
        return {
          ...(await this.#shown(folder, run, file?.uri)),
          folder: folder.toString(),
          name: file?.name ?? path.posix.basename(run.path, '.llmflow'),
          ...(file && { uri: file.uri.toString() }),
          nodes: () => (recording ? Promise.resolve(recording.nodes) : this.#nodes(folder, run)),
        };
      }),
    );
  }

  /** `uri` is that of the workflow. */
  async #shown(folder: vscode.Uri, run: RunRow, uri?: vscode.Uri): Promise<ShownRun> {
    const isHere = this.parts.history.unwritten(folder).some((recording) => recording.run.run_id === run.run_id);
    const place = isHere ? 'here' : run.status === 'running' ? await placeOfRunner(run.runner) : 'nowhere';
    if (place === 'elsewhere') this.parts.lookAgain();
    const last = uri && this.parts.tableRuns.last(uri);
    const live = last?.id === run.run_id && last.state.state !== 'ended' ? last.state : undefined;
    return { run, place, ...(live && { live }) };
  }

  #nodes(folder: vscode.Uri, { run_id }: RunRow): Promise<readonly NodeRunGlance[]> {
    return this.parts.stores.read(folder, (store) => glanceAtNodes(store, run_id));
  }
}

/** Databases are not read before that: until then nothing is known. */
function onceTrusted<T>(read: (folder: vscode.Uri) => Promise<T>, unknown: T): (folder: vscode.Uri) => Promise<T> {
  return (folder) => (vscode.workspace.isTrusted ? read(folder) : Promise.resolve(unknown));
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

interface LastFlow {
  readonly run: RunRow;
  readonly nodes: ShownFlowRun['nodes'];
}

interface LastTable {
  readonly run: RunRow;
}

/** What the database of a folder says of its workflows. */
interface Overview {
  /** The last run of each workflow's flow. */
  readonly flows: ReadonlyMap<string, LastFlow>;
  /** The last run of each workflow's table. */
  readonly tables: ReadonlyMap<string, LastTable>;
  readonly standings: Standings;
  /** By source. */
  readonly rows: ReadonlyMap<string, number>;
}

const emptyOverview: Overview = { flows: new Map(), tables: new Map(), standings: new Map(), rows: new Map() };

function readOverview(store: StoreReader): Overview {
  const runs = lastRuns(store);
  const flows = runs.filter(({ kind }) => kind === 'flow');
  const tables = runs.filter(({ kind }) => kind === 'table');
  const nodes = countNodes(store, flows.map(({ run_id }) => run_id));
  return {
    flows: new Map(flows.map((run) => [run.workflow_id, { run, nodes: nodes.get(run.run_id) ?? new Map() }])),
    tables: new Map(tables.map((run) => [run.workflow_id, { run }])),
    standings: readStandings(store),
    rows: countSources(store),
  };
}

/** What goes on here comes before what began later elsewhere: it can be cancelled. */
function takeLast<T extends LastTable>(last: Map<string, T>, { run, hasEnded }: RunRecording, entry: T): void {
  const stored = last.get(run.workflow_id);
  if (!stored || !hasEnded || stored.run.started_at <= run.started_at) last.set(run.workflow_id, entry);
}

function countStatuses({ nodes }: RunRecording): ReadonlyMap<NodeRunRow['status'], number> {
  const counts = new Map<NodeRunRow['status'], number>();
  for (const { status } of nodes) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
