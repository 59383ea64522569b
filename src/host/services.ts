import type { Connections } from '../core/tables/connections/connection';
import type { HostConnections } from './connections/hostConnections';
import type { FlowDocuments } from './documents/flowDocuments';
import type { FlowWriter } from './documents/flowWriter';
import type { KnowledgeService } from './knowledge/knowledgeService';
import type { ModelService } from './models/modelService';
import type { RunService } from './runs/runService';
import type { WorkspaceStores } from './store/workspaceStores';
import type { TableRunService } from './tableRuns/tableRunService';
import type * as vscode from 'vscode';

/** What the parts that a user sees share. */
export interface Services {
  readonly documents: FlowDocuments;
  readonly writer: FlowWriter;
  readonly models: ModelService;
  readonly runs: RunService;
  readonly tableRuns: TableRunService;
  readonly stores: WorkspaceStores;
  /** What workflows may name as their source, besides files. */
  readonly connections?: Connections & Pick<HostConnections, 'known'>;
  readonly knowledge: KnowledgeService;
  readonly output: vscode.OutputChannel;
}
