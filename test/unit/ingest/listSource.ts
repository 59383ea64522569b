import type { Source, SourceRecord } from '../../../src/core/tables/source';

type Data = SourceRecord['data'];

/** A source whose rows are given. `readings` are the rows of its first, second… reading, the last one for all that follow. */
export function listSource(...readings: (readonly (Data | Error)[])[]): Source & { readonly opened: () => number } {
  let opened = 0;
  return {
    name: 'rows.csv',
    notes: [],
    columns: () => Promise.resolve(['text']),
    opened: () => opened,
    async *rows(signal) {
      const rows = readings[Math.min(opened++, readings.length - 1)] ?? [];
      for (const data of rows) {
        await Promise.resolve();
        signal.throwIfAborted();
        if (data instanceof Error) throw data;
        yield { data };
      }
    },
  };
}

/** One-column rows. */
export function texts(...values: readonly string[]): Data[] {
  return values.map((text) => ({ text }));
}
