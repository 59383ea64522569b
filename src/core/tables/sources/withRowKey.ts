import type { Source } from '../source';

/** The source with the columns that tell its rows apart. */
export function withRowKey(source: Source, row_key: readonly string[]): Source {
  return {
    row_key,
    name: source.name,
    get notes() {
      return source.notes;
    },
    get mayHaveMoreColumns() {
      return source.mayHaveMoreColumns ?? false;
    },
    columns: (signal) => source.columns(signal),
    rows: (signal) => source.rows(signal),
    close: async () => source.close?.(),
  };
}
