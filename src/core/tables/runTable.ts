import { isDeepStrictEqual } from 'node:util';
import type { Flow } from '../flow/model';
import { adaptiveAsk } from '../models/adaptiveAsk';
import { createPrices, type Prices } from '../models/prices';
import type { NodePorts } from '../run/executeNode';
import type { StoreWriter } from '../store/store';
import type { TableProcess } from './processes/tableProcess';
import { planningOf, prepareTable, type TableRequest } from './prepareTable';
import { addCounts, noRows } from './rowCounts';
import { runProcess, type ProcessPorts } from './runProcess';
import { RunStop } from './runStop';
import type { PassedRow, RowCounts, TableEvent, TableStatus } from './tableEvents';
import { countRows, findWorkflow } from './tableQueries';
import { describeWorkflow } from './workflowRow';

export interface TablePorts extends NodePorts {
  readonly store: StoreWriter;
  /** Reads and checks another workflow, its path relative to this one. Throws what the user is to be told. */
  readonly loadFlow: (path: string) => Promise<Flow>;
  /** Gets every event in order, as it happens. Must not throw. */
  readonly emit: (event: TableEvent) => void;
  /** Gets every row that is passed over. Must not throw. */
  readonly pass?: (row: PassedRow) => void;
  /** Default: the list prices. */
  readonly prices?: Prices;
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number;
}

export interface TableResult extends RowCounts {
  readonly workflow_id: string;
  readonly status: TableStatus;
  /** Why the run could not go on. */
  readonly error?: string;
  /** Of the processes that were begun, in their order. */
  readonly processes: readonly (RowCounts & { readonly process: string })[];
}

export const defaultConcurrency = 8;

/**
 * Runs the processes of a workflow over the rows of its source that are in the store: one process over all rows before the
 * next begins. What is Completed for the same input is not run again, so a run may be ended at any moment and begun anew.
 * Rejects with `TableError`, before anything is told or written, where the run cannot begin; how it went otherwise is in the
 * events and in the result.
 */
export async function runTable(request: TableRequest, ports: TablePorts, signal: AbortSignal): Promise<TableResult> {
  const { flow, options: { concurrency = defaultConcurrency, limit = Infinity } = {} } = request;
  const processes = await prepareTable(request, ports);
  const workflow = describeWorkflow(flow, request);
  const { workflow_id } = workflow;
  const now = ports.now ?? Date.now;
  const stop = new RunStop(signal, { budget: flow.budget, concurrency });
  const planning = planningOf(request);
  const processPorts: ProcessPorts = { ...ports, ask: adaptiveAsk(ports.ask, concurrency), prices: ports.prices ?? createPrices(), now };
  const ended: (RowCounts & { process: string })[] = [];
  let isWhole = false;

  try {
    await writeWorkflow();
    for (const process of processes) {
      if (stop.isStopping) break;
      isWhole = (await runOne(process)) && process === processes.at(-1);
    }
  } catch (error) {
    stop.fail(error);
  }
  return end();

  async function writeWorkflow(): Promise<void> {
    const before = findWorkflow(ports.store, workflow_id);
    const row = { ...workflow, created_at: before?.created_at ?? new Date(now()).toISOString() };
    if (before && isDeepStrictEqual(before, row)) return;
    await ports.store.write([{ change: 'put-workflow', row }]);
  }

  /** Whether the process has dealt with every row. */
  async function runOne(process: TableProcess): Promise<boolean> {
    const total = Math.min(countRows(ports.store, planning, { workflow_id, process_name: process.name }), limit);
    ports.emit({ event: 'process-started', process: process.name, total });
    const counts = await runProcess(process, { planning, concurrency, stop }, processPorts);
    ports.emit({ event: 'process-ended', process: process.name, ...counts });
    ended.push({ process: process.name, ...counts });
    return counts.completed + counts.failed + counts.skipped >= total;
  }

  function end(): TableResult {
    const counts = ended.reduce(addCounts, noRows);
    const status = statusOf(stop, isWhole, counts.failed);
    const error = stop.failure?.message ?? (status === 'budget' ? spentMessage(flow.budget) : undefined);
    const outcome = { status, ...counts, ...(error !== undefined && { error }) };
    ports.emit({ event: 'table-ended', ...outcome });
    return { workflow_id, ...outcome, processes: ended };
  }
}

function statusOf(stop: RunStop, isWhole: boolean, failed: number): TableStatus {
  if (stop.failure) return 'failed';
  if (!isWhole) return stop.isCancelled ? 'cancelled' : 'budget';
  return failed > 0 ? 'failed' : 'completed';
}

function spentMessage(budget = 0): string {
  return `The budget of ${budget} US dollars for a run is spent. What is done stays; run again to go on, or raise \`budget\` in the file.`;
}
