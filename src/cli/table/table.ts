import { providerIds } from '../../core/models/catalog';
import { commandDefaults } from '../commandDefaults';
import { exitStatus, Interruption, type Io } from '../io';
import { exitStatusOf } from '../interruption';
import { countsLine, pull } from './ingest';
import { createProgress } from './progress';
import { checkProcessNames, readTableWorkflow, refuseTable, withWriter, type TableWorkflow } from './tableWorkflow';
import type { TableResult } from '../../core/tables/runTable';
import type { StoreWriter } from '../../core/store/store';

export interface TableCommandOptions {
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
  const signal = io.interruptible();
  try {
    const { status } = await withWriter(table.workspace, `table run of ${table.path}`, io, (store) => run(table, options, store, signal, io));
    if (status === 'cancelled') return signal.reason instanceof Interruption ? signal.reason.exitStatus : exitStatus.failure;
    return status === 'completed' ? exitStatus.success : exitStatus.failure;
  } catch (error) {
    return exitStatusOf(signal, error);
  }
}

async function run(table: TableWorkflow, options: TableCommandOptions, store: StoreWriter, signal: AbortSignal, io: Io): Promise<TableResult> {
  const { name: source_connection, counts } = await pull(table, store, signal, io);
  io.stderr.write(`${source_connection}: ${countsLine(counts)}\n`);
  const { runTable } = await import('../../core/tables/runTable');
  const { createFlowLoader } = await import('../../core/tables/processes/flowLoader');
  const { process: processes, concurrency, limit, retryFailed } = options;
  return runTable(
    {
      flow: table.workflow.document.flow,
      path: table.path,
      source_connection,
      defaults: commandDefaults,
      options: {
        ...(processes && { processes }),
        ...(concurrency !== undefined && { concurrency }),
        ...(limit !== undefined && { limit }),
        ...(retryFailed !== undefined && { retryFailed }),
      },
    },
    { store, ask: await io.connect(), loadFlow: createFlowLoader(table.place, providerIds), emit: createProgress(options.json ?? false, io) },
    signal,
  );
}
