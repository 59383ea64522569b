import type { StoreWriter } from '../store/store';
import { contentOf } from './ingest/identity';
import { KeyedPlan } from './ingest/keyedPlan';
import { IngestPlan, type IngestCounts } from './ingest/plan';
import { RowWriter } from './ingest/rowWriter';
import type { Source } from './source';

export type { IngestCounts } from './ingest/plan';

export interface IngestRequest {
  readonly source: Source;
  readonly store: StoreWriter;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Makes Table 1 equal to a source. The source is read to its end before anything is written, so one that cannot be read leaves
 * Table 1 as it was; it is read a second time for its rows, unless none is to be written. Rows that are gone go last. What
 * stops it between two writes (cancelled, a full disk, a source that changes between the two readings) leaves some rows new and the
 * others as they were; the counts are returned only when all is durable, and ingesting again completes it.
 */
export async function ingest({ source, store, signal, now }: IngestRequest): Promise<IngestCounts> {
  const { row_key } = source;
  const plan = row_key ? await KeyedPlan.make(source, row_key, store, signal) : await IngestPlan.make(source, store, signal);
  const writer = new RowWriter(source.name, store, new Date(now()).toISOString());
  if (plan.writesRows) {
    let row_number = 0;
    for await (const { data } of source.rows(signal)) {
      row_number++;
      const content = contentOf(data);
      const row = plan.take(data, content);
      if (row.kind !== 'keep') await writer.put({ plan: row, row_number, data, content });
      signal.throwIfAborted();
    }
    plan.end();
    await writer.flush();
  }
  await writer.remove(plan.removed(), signal);
  return plan.counts;
}
