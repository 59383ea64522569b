import { writeHistory } from '../../core/history/writeHistory';
import type { StoreWriter } from '../../core/store/store';
import { noRows } from '../../core/tables/rowCounts';
import type { TableEvent } from '../../core/tables/tableEvents';
import { TableRunRecorder } from '../../core/tables/tableRunRecorder';
import { errorText } from '../../core/text/errorText';
import type { Io } from '../io';
import type { TableWorkflow } from './tableWorkflow';

export interface RecordedTable extends Pick<TableWorkflow, 'workflow_id' | 'path'> {
  /** Those that it is to run, in their order. */
  readonly processes: readonly string[];
}

/**
 * Records a table run in the database that it has open. It waits for none of the writes but the last: they go to the disk with its own. Should
 * they fail, it is told once, on stderr.
 */
export async function recordTable<T>(
  table: RecordedTable,
  { store, signal, io }: { readonly store: StoreWriter; readonly signal: AbortSignal; readonly io: Pick<Io, 'stderr'> },
  run: (take: (event: TableEvent) => void) => Promise<T>,
): Promise<T> {
  const recorder = new TableRunRecorder({ ...table, run_id: crypto.randomUUID(), started_at: now() });
  let failure: unknown;
  let written = Promise.resolve();
  const write = () => {
    written = written.then(() => (recorder.hasChanges ? writeHistory(store, [recorder]) : undefined)).catch((error: unknown) => void (failure = error));
    return written;
  };
  void write();
  try {
    return await run((event) => {
      recorder.add(event, now());
      if (recorder.hasChanges) void write();
    });
  } catch (error) {
    recorder.end({ ...noRows, ...(signal.aborted ? { status: 'cancelled' } : { status: 'failed', error: errorText(error) }) }, now());
    throw error;
  } finally {
    await write();
    if (recorder.hasChanges) io.stderr.write(`llmflow: This run is not in the history of runs. ${errorText(failure)}\n`);
  }
}

function now(): string {
  return new Date().toISOString();
}
