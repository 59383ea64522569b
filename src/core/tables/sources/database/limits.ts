/** How long (ms) a server may take to let somebody in. */
export const connectTimeout = 15_000;

/** How long (ms) it may take to tell a server that a query is no longer wanted. */
export const stopTimeout = 5_000;

/** How much is asked for at once: rows may be large, and each time the server is asked costs a round trip. */
const batch = { firstRows: 64, mostRows: 2000, characters: 4 * 1024 * 1024 };

/** How many rows to ask for after a batch of `rows` that had so many characters. */
export function nextBatchRows(rows: number, characters: number): number {
  if (rows === 0) return batch.firstRows;
  const average = Math.max(1, characters / rows);
  return Math.max(1, Math.min(batch.mostRows, rows * 4, Math.floor(batch.characters / average)));
}
