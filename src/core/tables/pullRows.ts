import type { FlowSource } from '../flow/model';
import type { StoreWriter } from '../store/store';
import type { WorkflowPlace } from '../workspace/findFile';
import type { Connections } from './connections/connection';
import { ingest, type IngestCounts } from './ingest';
import { openSource } from './sources/openSource';

export interface PullRequest {
  readonly source: FlowSource;
  readonly place: WorkflowPlace;
  /** Without them, workflows read files only. */
  readonly connections?: Connections | undefined;
}

/** What pulling a source has changed in the Source Data Table. */
export interface Pulled {
  /** The source as `source_connection` names it. */
  readonly name: string;
  readonly counts: IngestCounts;
  /** What its reader should know, as sentences. */
  readonly notes: readonly string[];
}

/** Brings the Source Data Table up to what a workflow names as its source. Throws `SourceError`, `StoreError`, or the signal's reason. */
export async function pullRows({ source: named, place, connections }: PullRequest, store: StoreWriter, signal: AbortSignal): Promise<Pulled> {
  const source = await openSource(named, place, connections);
  try {
    const counts = await ingest({ source, store, signal, now: Date.now });
    return { name: source.name, counts, notes: source.notes };
  } finally {
    await source.close?.();
  }
}
