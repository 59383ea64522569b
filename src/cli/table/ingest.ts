import { exitStatus, UsageError, type Io } from '../io';
import { exitStatusOf } from '../interruption';
import { withWriter } from '../withWriter';
import { readTableWorkflow, refuseTable, type TableWorkflow } from './tableWorkflow';
import type { StoreWriter } from '../../core/store/store';
import type { IngestCounts } from '../../core/tables/ingest';
import type { Pulled } from '../../core/tables/pullRows';

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

/** Brings Table 1 up to the source, and tells what was noticed about it. */
export async function pull({ workflow, place }: TableWorkflow, store: StoreWriter, signal: AbortSignal, io: Io): Promise<Pulled> {
  const { pullRows } = await import('../../core/tables/pullRows');
  const { source } = workflow.document.flow;
  // A workflow without a source is refused before its rows are asked for.
  if (!source) throw new UsageError('The workflow names no source.');
  const pulled = await pullRows({ source, place, connections: io.connections }, store, signal);
  for (const note of pulled.notes) io.stderr.write(`${pulled.name}: ${note}\n`);
  return pulled;
}

export function countsLine({ added, updated, unchanged, removed }: IngestCounts): string {
  return `${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed`;
}
