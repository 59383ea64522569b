import { exitStatus, type Io } from '../io';
import { exitStatusOf } from '../interruption';
import { readTableWorkflow, refuseTable, withWriter, type TableWorkflow } from './tableWorkflow';
import type { StoreWriter } from '../../core/store/store';
import type { IngestCounts } from '../../core/tables/ingest';

export interface IngestCommandOptions {
  readonly workspace?: string;
}

/** `llmflow ingest`: pulls the source's rows into Table 1. */
export async function ingestCommand(file: string, options: IngestCommandOptions, io: Io): Promise<number> {
  const table = await readTableWorkflow(file, options.workspace, io);
  if (refuseTable(table, io)) return exitStatus.failure;
  const signal = io.interruptible();
  try {
    const { counts } = await withWriter(table.workspace, `ingest for ${table.path}`, io, (store) => pull(table, store, signal, io));
    io.stdout.write(`${countsLine(counts)}\n`);
    return exitStatus.success;
  } catch (error) {
    return exitStatusOf(signal, error);
  }
}

export interface Pulled {
  /** The source as `source_connection` names it. */
  readonly name: string;
  readonly counts: IngestCounts;
}

/** Brings Table 1 up to the source, and tells what was noticed about it. */
export async function pull({ workflow, place }: TableWorkflow, store: StoreWriter, signal: AbortSignal, io: Io): Promise<Pulled> {
  const { openSource } = await import('../../core/tables/sources/openSource');
  const { ingest } = await import('../../core/tables/ingest');
  const source = await openSource(workflow.document.flow.source ?? '', place);
  const counts = await ingest({ source, store, signal, now: Date.now });
  for (const note of source.notes) io.stderr.write(`${source.name}: ${note}\n`);
  return { name: source.name, counts };
}

export function countsLine({ added, updated, unchanged, removed }: IngestCounts): string {
  return `${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed`;
}
