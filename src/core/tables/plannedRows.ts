import { setImmediate } from 'node:timers/promises';
import type { StoreReader } from '../store/store';
import { readRowInput, type RowInput } from './processes/rowInput';
import type { TableProcess } from './processes/tableProcess';
import { completedResults, pageOfCells, type PageKey, type RowSelection, type SourceCell } from './tableQueries';

/** What is to be done about a row: nothing, because its result stands or because its failure does, or to run it. */
export interface PlannedRow {
  readonly reference_id: string;
  readonly plan: 'stands' | 'stands-failed' | 'run';
  readonly input: RowInput;
}

export interface Planning extends RowSelection {
  readonly workflow_id: string;
  /** The first so many rows only. */
  readonly limit?: number;
  /** Whether rows that failed on the same input are run again. */
  readonly retryFailed: boolean;
  /** Whether rows that stand are run again, whatever became of them. */
  readonly rerun: boolean;
}

/** Rows may be large: no more of them are in memory than this, and those that run. */
const pageSize = 64;

/** All rows for a process in the source's order, each with its plan, read page by page. */
export async function* plannedRows(store: StoreReader, process: TableProcess, planning: Planning): AsyncGenerator<PlannedRow> {
  const key = { workflow_id: planning.workflow_id, process_name: process.name };
  let after: PageKey | undefined;
  for (let left = planning.limit ?? Infinity; left > 0; left -= pageSize) {
    const page = pageOfCells(store, planning, key, after, Math.min(pageSize, left));
    const results = earlierResults(store, process, planning.workflow_id, page);
    for (const cell of page) {
      const input = readRowInput(process, { data: cell.data, results: results.get(cell.reference_id) ?? new Map() });
      yield { reference_id: cell.reference_id, plan: planCell(cell, input.hash, planning), input };
    }
    after = page.at(-1);
    if (page.length < pageSize) return;
    // A source whose rows all stand is read without a pause; others have something to do too.
    await setImmediate();
  }
}

/** Whatever is neither Completed nor Failed has no result: a run that was killed may have left it so. */
function planCell({ status, input_hash }: SourceCell, hash: string, { retryFailed, rerun }: Planning): PlannedRow['plan'] {
  if (rerun || input_hash !== hash) return 'run';
  if (status === 'Completed') return 'stands';
  return status === 'Failed' && !retryFailed ? 'stands-failed' : 'run';
}

/** Results of the processes that this one reads, by row and process. */
function earlierResults(
  store: StoreReader,
  { columns }: TableProcess,
  workflow_id: string,
  page: readonly SourceCell[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const processes = columns.flatMap((column) => (column.from === 'result' ? column.process : []));
  const byRow = new Map<string, Map<string, string>>();
  if (processes.length === 0) return byRow;
  const ids = page.map(({ reference_id }) => reference_id);
  for (const { reference_id, process_name, result } of completedResults(store, workflow_id, processes, ids)) {
    const results = byRow.get(reference_id) ?? new Map<string, string>();
    byRow.set(reference_id, results.set(process_name, result));
  }
  return byRow;
}
