import * as z from 'zod';
import { resultRow, type ResultRow, type ResultStatus } from '../../core/store/records';
import type { StoreReader } from '../../core/store/store';
import { exitStatus, type Io } from '../io';
import { formatResults, type ResultsFormat } from './formatResults';
import { checkProcessNames, readTableWorkflow, type TableWorkflow } from './tableWorkflow';

export interface ResultsCommandOptions {
  readonly process?: readonly string[];
  readonly status?: ResultStatus;
  readonly format: ResultsFormat;
  readonly workspace?: string;
}

const pageSize = 1000;

/** `llmflow results`: the rows of Table 3 that belong to the workflow, in the order of processes and source rows. */
export async function resultsCommand(file: string, options: ResultsCommandOptions, io: Io): Promise<number> {
  const table = await readTableWorkflow(file, options.workspace, io);
  checkProcessNames(options.process, table);
  const { openReader } = await import('../../core/store/openReader');
  const store = await openReader(table.workspace);
  try {
    for (const warning of store.warnings) io.stderr.write(`llmflow: ${warning}\n`);
    for (const text of formatResults(options.format, resultsOf(store, table, options))) io.stdout.write(text);
    return exitStatus.success;
  } finally {
    await store.close();
  }
}

function* resultsOf(store: StoreReader, table: TableWorkflow, options: ResultsCommandOptions): Generator<ResultRow> {
  const columns = Object.keys(resultRow.shape).join(', ');
  const positions = positionsOf(store, table, options);
  for (let start = 0; start < positions.length; start += pageSize) {
    const page = JSON.stringify(positions.slice(start, start + pageSize));
    yield* store.query(`SELECT ${columns} FROM json_each(?) AS place CROSS JOIN results ON results.rowid = place.value ORDER BY place.key`, [page], resultRow);
  }
}

/** Where the results are in the database, in the order in which they are listed. Those of processes and rows that are gone come last. */
function positionsOf(store: StoreReader, { workflow, workflow_id }: TableWorkflow, { process, status }: ResultsCommandOptions): number[] {
  const order = workflow.document.flow.processes.map(({ name }) => name);
  return store
    .query(
      `SELECT r.rowid AS position FROM results AS r
         LEFT JOIN source_data AS s ON s.reference_id = r.reference_id
         LEFT JOIN json_each(?) AS listed ON listed.value = r.process_name
        WHERE r.workflow_id = ? AND (? IS NULL OR r.status = ?)
          AND (? IS NULL OR r.process_name IN (SELECT value FROM json_each(?)))
        ORDER BY listed.key IS NULL, listed.key, r.process_name, s.row_number IS NULL, s.row_number, r.rowid`,
      [JSON.stringify(order), workflow_id, status ?? null, status ?? null, process ? 1 : null, JSON.stringify(process ?? [])],
      z.object({ position: z.number() }),
    )
    .map(({ position }) => position);
}
