import type { ResultRow } from '../store/records';
import type { StoreWriter } from '../store/store';
import { uuidBytes, uuidV5 } from '../text/uuidV5';
import { noInputHash } from './inputHash';
import { runRow, type RowOutcome, type RowPorts } from './processes/runRow';
import type { TableProcess } from './processes/tableProcess';
import { plannedRows, type PlannedRow, type Planning } from './plannedRows';
import type { PassedRow, RowCounts, RowSpending, TableEvent } from './tableEvents';
import type { RunStop } from './runStop';

export interface ProcessPorts extends RowPorts {
  readonly store: StoreWriter;
  readonly emit: (event: TableEvent) => void;
  readonly pass?: (row: PassedRow) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface ProcessRun {
  readonly planning: Planning;
  /** Rows in flight at once. */
  readonly concurrency: number;
  readonly stop: RunStop;
}

/** A cell keeps its `result_id` however often it is run. */
const resultNamespace = uuidBytes('2d0b5f1e-8c3a-4c55-9f64-1b7a30c8e9d2');

/**
 * Runs one process over all rows, as far as it gets before a stop. Never rejects: what goes wrong with a row is its result,
 * what goes wrong with the store stops the run. Every row that is counted is durable.
 */
export async function runProcess(process: TableProcess, { planning, concurrency, stop }: ProcessRun, ports: ProcessPorts): Promise<RowCounts> {
  const rows = plannedRows(ports.store, process, planning);
  const counts = { completed: 0, failed: 0, skipped: 0 };
  stop.beginProcess();
  await Promise.all(Array.from({ length: concurrency }, () => work().catch((error: unknown) => stop.fail(error))));
  return counts;

  /** Takes row after row. The next row runs while a result becomes durable; no more than one a worker waits for that. */
  async function work(): Promise<void> {
    let written = Promise.resolve();
    try {
      for (;;) {
        const next = await rows.next();
        if (next.done || stop.isStopping) return;
        if (next.value.plan === 'stands') passOver('completed');
        else if (next.value.plan === 'stands-failed') passOver('failed');
        else {
          const row = await run(next.value);
          await written;
          if (row) written = acknowledge(row);
        }
      }
    } finally {
      await written;
    }
  }

  function passOver(standing: PassedRow['standing']): void {
    counts[standing === 'completed' ? 'skipped' : 'failed']++;
    ports.pass?.({ process: process.name, standing });
  }

  async function run({ reference_id, input }: PlannedRow): Promise<ResultRow | undefined> {
    const started = ports.now();
    const outcome: RowOutcome | undefined =
      'error' in input ? { error: input.error, scope: 'row', attempts: 0, cost: 0 } : await runRow(process, input, ports, stop.signal);
    if (!outcome) return undefined;
    stop.spend(outcome.cost ?? 0);
    if ('result' in outcome) stop.succeed();
    else stop.failRow(outcome);
    const ended = ports.now();
    return {
      result_id: uuidV5(resultNamespace, JSON.stringify([planning.workflow_id, process.name, reference_id])),
      workflow_id: planning.workflow_id,
      reference_id,
      process_name: process.name,
      ...('result' in outcome
        ? { status: 'Completed', result: outcome.result, error: null }
        : { status: 'Failed', result: null, error: outcome.error }),
      created_at: new Date(ended).toISOString(),
      // What says nothing of the row stands for none of its inputs.
      input_hash: 'error' in outcome && outcome.scope !== 'row' ? noInputHash : input.hash,
      ...process.model,
      input_tokens: outcome.usage?.input_tokens ?? null,
      output_tokens: outcome.usage?.output_tokens ?? null,
      cost: outcome.cost,
      duration_ms: ended - started,
      attempts: outcome.attempts,
    };
  }

  /** Only what is durable is told and counted. */
  async function acknowledge(row: ResultRow): Promise<void> {
    try {
      await ports.store.write([{ change: 'put-result', row }]);
    } catch (error) {
      stop.fail(error);
      return;
    }
    counts[row.status === 'Completed' ? 'completed' : 'failed']++;
    ports.emit(rowEvent(row));
  }
}

function rowEvent({ process_name, reference_id, result, error, input_tokens, output_tokens, cost }: ResultRow): TableEvent {
  const spending: RowSpending = {
    ...(input_tokens !== null && output_tokens !== null && { usage: { input_tokens, output_tokens } }),
    ...(cost !== null && { cost }),
  };
  return error === null
    ? { event: 'row-completed', process: process_name, reference_id, result: result ?? '', ...spending }
    : { event: 'row-failed', process: process_name, reference_id, error, ...spending };
}
