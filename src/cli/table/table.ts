import { providerIds } from '../../core/models/catalog';
import { commandDefaults } from '../commandDefaults';
import { exitStatus, Interruption, type Io } from '../io';
import { exitStatusOf } from '../interruption';
import { knowledgePorts } from '../kb/openKnowledge';
import { rateLimitsOf, type RateLimitOptions } from '../rateLimitOptions';
import { countsLine, pull } from './ingest';
import { jsonProgress, textProgress } from './progress';
import { readPricesFile } from '../readPricesFile';
import { recordTable } from './recordTable';
import { withWriter } from '../withWriter';
import { checkProcessNames, readTableWorkflow, refuseTable, type TableWorkflow } from './tableWorkflow';
import type { EstimatePorts } from '../../core/tables/estimate';
import type { TableRequest } from '../../core/tables/prepareTable';
import type { TableEvent } from '../../core/tables/tableEvents';
import type { TablePorts, TableResult } from '../../core/tables/runTable';

export interface TableCommandOptions extends RateLimitOptions {
  readonly process?: readonly string[];
  readonly concurrency?: number;
  readonly limit?: number;
  readonly retryFailed?: boolean;
  readonly json?: boolean;
  readonly workspace?: string;
}

/** `llmflow table`: pulls the source, then runs the processes in order. Safe to interrupt and to run again. */
export async function tableCommand(file: string, options: TableCommandOptions, io: Io): Promise<number> {
  const table = await readTableWorkflow(file, options.workspace, io);
  checkProcessNames(options.process, table);
  if (refuseTable(table, io)) return exitStatus.failure;
  const ports = { prices: await readPricesFile(io), ask: await io.connect(rateLimitsOf(options)), ...knowledgePorts(table.place.workspace, io) };
  const signal = io.interruptible();
  try {
    const { workspace, workflow_id, path } = table;
    const { status } = await withWriter(workspace, `table run of ${path}`, io, (store) =>
      recordTable({ workflow_id, path, processes: chosen(table, options) }, { store, signal, io }, (take) => run(table, options, { ...ports, store, emit: take }, signal, io)),
    );
    if (status === 'cancelled') return signal.reason instanceof Interruption ? signal.reason.exitStatus : exitStatus.failure;
    return status === 'completed' ? exitStatus.success : exitStatus.failure;
  } catch (error) {
    return exitStatusOf(signal, error);
  }
}

type Ports = Pick<TablePorts, 'store' | 'ask' | 'prices' | 'search' | 'knowledgeVersion' | 'emit'>;

function chosen({ workflow }: TableWorkflow, { process: processes }: TableCommandOptions): string[] {
  return workflow.document.flow.processes.map(({ name }) => name).filter((name) => processes?.includes(name) ?? true);
}

async function run(table: TableWorkflow, options: TableCommandOptions, ports: Ports, signal: AbortSignal, io: Io): Promise<TableResult> {
  const { name: source_connection, counts } = await pull(table, ports.store, signal, io);
  io.stderr.write(`${source_connection}: ${countsLine(counts)}\n`);
  const { runTable } = await import('../../core/tables/runTable');
  const { createFlowLoader } = await import('../../core/tables/processes/flowLoader');
  const { process: processes, concurrency, limit, retryFailed } = options;
  const { flow } = table.workflow.document;
  const request: TableRequest = {
    flow,
    path: table.path,
    source_connection,
    defaults: commandDefaults,
    options: {
      ...(processes && { processes }),
      ...(concurrency !== undefined && { concurrency }),
      ...(limit !== undefined && { limit }),
      ...(retryFailed !== undefined && { retryFailed }),
    },
  };
  const loadFlow = createFlowLoader(table.place, providerIds);
  if (!options.json) await tellEstimate(request, { ...ports, loadFlow }, signal, io);
  const progress = options.json ? jsonProgress(io) : textProgress(processes?.length ?? flow.processes.length, io);
  const emit = (event: TableEvent) => {
    progress.emit(event);
    ports.emit(event);
  };
  return runTable(request, { ...ports, loadFlow, ...progress, emit }, signal);
}

/** What a run may cost, while it can still be interrupted. */
async function tellEstimate(request: TableRequest, ports: EstimatePorts, signal: AbortSignal, io: Io): Promise<void> {
  const { estimateTable, mayCost } = await import('../../core/tables/estimate');
  if (!(await mayCost(request, ports))) return;
  const { estimateLines } = await import('../../core/tables/estimateText');
  for (const line of estimateLines(await estimateTable(request, ports, signal))) io.stderr.write(`estimate: ${line}\n`);
}
