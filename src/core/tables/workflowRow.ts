import path from 'node:path';
import type { Flow } from '../flow/model';
import { resolveModel, type ModelDefaults } from '../run/runRequest';
import type { WorkflowRow } from '../store/records';
import { uuidBytes, uuidV5 } from '../text/uuidV5';

/** The namespace of workflows that carry no `id`. */
const namespace = uuidBytes('8b3d1c52-5f0e-4c0b-9a27-6e1f0d9c4a10');

/** The file's `id`; where it has none, a UUID made of its path, relative to the workspace with forward slashes. */
export function workflowId({ id }: Pick<Flow, 'id'>, filePath: string): string {
  return id ?? uuidV5(namespace, filePath);
}

export interface WorkflowOrigin {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly source_connection: string;
  readonly defaults: ModelDefaults;
}

/** The workflow as Table 2 tells it, but for the time of its first run. */
export function describeWorkflow(flow: Flow, { path: filePath, source_connection, defaults }: WorkflowOrigin): Omit<WorkflowRow, 'created_at'> {
  return {
    workflow_id: workflowId(flow, filePath),
    workflow_name: flow.name ?? path.posix.basename(filePath, '.llmflow'),
    source_connection,
    processes: Object.fromEntries(flow.processes.map(({ name, columns }) => [name, columns.length === 1 ? (columns[0] ?? '') : [...columns]])),
    model: resolveModel(flow, defaults).model_type,
    path: filePath,
  };
}
