import type { Pace } from './pace';
import { cutMark, type RowSorter } from './rowSorter';

/** Rows of a sample for each part: as many as make the parts about as large as each other. */
const samplesPerPart = 4;

/**
 * Shares rows out to parts, each of which comes before the next and can be sorted in a turn: a sample of the rows is sorted, and some
 * of it, the cuts, say where a part ends. Rows that are gone are left out.
 */
export async function shareOut(sorter: RowSorter, ids: readonly number[], pace: Pace): Promise<(readonly number[])[]> {
  await measure(sorter, ids, pace);
  return inParts(ids);

  async function inParts(rows: readonly number[]): Promise<(readonly number[])[]> {
    if (rows.length <= pace.size * 2) return [rows];
    const parts = await divide(rows);
    // Rows that change meanwhile may all fall into one part.
    if (parts.some((part) => part.length === rows.length)) return [rows];
    const divided: (readonly number[])[] = [];
    for (const part of parts) divided.push(...(await inParts(part)));
    return divided;
  }

  async function divide(rows: readonly number[]): Promise<number[][]> {
    const cuts = await chooseCuts(rows);
    const parts: number[][] = Array.from({ length: cuts.length + 1 }, () => []);
    for (let start = 0; start < rows.length; ) {
      const some = rows.slice(start, start + Math.max(samplesPerPart, pace.size - cuts.length));
      let part = 0;
      for (const id of await pace.part(some.length + cuts.length, () => sorter.inOrder(some, cuts))) {
        if (id === cutMark) part++;
        else parts[part]?.push(id);
      }
      start += some.length;
    }
    return parts;
  }

  async function chooseCuts(rows: readonly number[]): Promise<number[]> {
    const parts = Math.max(2, Math.min(Math.ceil((2 * rows.length) / pace.size), Math.floor(pace.size / samplesPerPart)));
    const sample = evenly(rows, parts * samplesPerPart);
    const sorted = await pace.part(sample.length, () => sorter.inOrder(sample));
    return evenly(sorted, parts).slice(1);
  }
}

/** Finds out how many rows can be sorted in a turn. */
async function measure(sorter: RowSorter, ids: readonly number[], pace: Pace): Promise<void> {
  for (let rows = 0; rows < pace.size && rows < ids.length; ) {
    rows = pace.size;
    const some = ids.slice(0, rows);
    await pace.part(some.length, () => sorter.inOrder(some));
  }
}

/** So many of them, from the first on, as far from each other as can be. */
function evenly(ids: readonly number[], count: number): number[] {
  return Array.from({ length: Math.min(count, ids.length) }, (_, index) => ids[Math.floor((index * ids.length) / Math.min(count, ids.length))] ?? []).flat();
}
