import type { Flow } from '../flow/model';
import type { NodePorts } from '../run/executeNode';
import type { StoreReader } from '../store/store';
import { resolveProcesses } from './processes/resolveProcess';
import type { TableProcess } from './processes/tableProcess';
import type { Planning } from './plannedRows';
import { hasColumn } from './tableQueries';
import { workflowId, type WorkflowOrigin } from './workflowRow';

/** All that a table run depends on, taken from the file once: an edit during the run does not reach it. */
export interface TableRequest extends WorkflowOrigin {
  /** A flow whose problems are known and do not stand against the run. */
  readonly flow: Flow;
  readonly options?: TableOptions;
}

export interface TableOptions {
  /** These processes only, in the file's order. Default: all. */
  readonly processes?: readonly string[];
  /** Rows in flight at once. */
  readonly concurrency?: number;
  /** The first so many rows of the source only. */
  readonly limit?: number;
  /** These rows only. */
  readonly reference_ids?: readonly string[];
  /** Run rows again that have failed on the same input; otherwise they are left as they are, and counted as failed. */
  readonly retryFailed?: boolean;
  /** Rows only whose result stands as Failed, and those are run again. */
  readonly failedOnly?: boolean;
  /** Run rows again that are Completed for the same input: another answer is wanted. Default: they are passed over. */
  readonly rerun?: boolean;
}

export interface PreparePorts extends Pick<NodePorts, 'search' | 'knowledgeVersion'> {
  readonly store: StoreReader;
  readonly loadFlow: (path: string) => Promise<Flow>;
}

/** The processes to run, in order. Throws `TableError`. */
export async function prepareTable({ flow, source_connection, defaults, options }: TableRequest, ports: PreparePorts): Promise<TableProcess[]> {
  return resolveProcesses(options?.processes, {
    flow,
    defaults,
    loadFlow: ports.loadFlow,
    hasColumn: (column) => hasColumn(ports.store, source_connection, column),
    knowledge: ports,
  });
}

/** Which rows a run looks at. */
export function planningOf({ flow, path, source_connection, options = {} }: TableRequest): Planning {
  const { limit, reference_ids, retryFailed = false, failedOnly = false, rerun = false } = options;
  return {
    workflow_id: workflowId(flow, path),
    source_connection,
    retryFailed: retryFailed || failedOnly,
    failedOnly,
    rerun,
    ...(limit !== undefined && { limit }),
    ...(reference_ids && { reference_ids }),
  };
}
