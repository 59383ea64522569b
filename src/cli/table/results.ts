import * as z from 'zod';
import { resultRow, type ResultRow, type ResultStatus } from '../../core/store/records';
import type { StoreReader } from '../../core/store/store';
import { exitStatus, type Io } from '../io';
import { formatResults, type ResultsFormat } from './formatResults';
import { checkProcessNames, readTableWorkflow } from './tableWorkflow';

export interface ResultsCommandOptions {
  readonly process?: readonly string[];
  readonly status?: ResultStatus;
  readonly format: ResultsFormat;
  readonly workspace?: string;
}

const pageSize = 1000;
const pagedRow = z.object({ ...resultRow.shape, position: z.number() });

/** `llmflow results`: the rows of Table 3 that belong to the workflow, in the order of processes and source rows. */
export async function resultsCommand(file: string, options: ResultsCommandOptions, io: Io): Promise<number> {
  const table = await readTableWorkflow(file, options.workspace, io);
  checkProcessNames(options.process, table);
  const { openReader } = await import('../../core/store/openReader');
  const store = await openReader(table.workspace);
  try {
    for (const warning of store.warnings) io.stderr.write(`llmflow: ${warning}\n`);
    for (const text of formatResults(options.format, resultsOf(store, table.workflow_id, options))) io.stdout.write(text);
    return exitStatus.success;
  } finally {
    await store.close();
  }
}

function* resultsOf(store: StoreReader, workflow_id: string, { process, status }: ResultsCommandOptions): Generator<ResultRow> {
  const columns = Object.keys(resultRow.shape).join(', ');
  for (let after = 0; ; ) {
    const page = store.query(
      `SELECT rowid AS position, ${columns} FROM results
        WHERE workflow_id = ? AND rowid > ? AND (? IS NULL OR status = ?)
          AND (? IS NULL OR process_name IN (SELECT value FROM json_each(?)))
        ORDER BY rowid LIMIT ${pageSize}`,
      [workflow_id, after, status ?? null, status ?? null, process ? 1 : null, JSON.stringify(process ?? [])],
      pagedRow,
    );
    for (const { position, ...row } of page) {
      after = position;
      yield row;
    }
    if (page.length < pageSize) return;
  }
}
