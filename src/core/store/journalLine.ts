import * as z from 'zod';
import { decodeLine, encodeLine } from './checkedLine';
import { storeChange, type StoreChange } from './records';
import { StoreError } from './store';

/** The changes of one `write`, which become durable together. */
export interface JournalEntry {
  /** Rises by one with each entry of a workspace, snapshots or not. */
  readonly seq: number;
  readonly changes: readonly StoreChange[];
}

const journalEntry = z.object({ seq: z.number(), changes: z.array(storeChange) });
const lineFeed = 0x0a;

/** An entry as a line of the journal. `changes` are JSON already: an entry gets its number only when its turn comes. */
export function encodeEntry(seq: number, changes: string): string {
  return encodeLine(`{"seq":${seq},"changes":${changes}}`);
}

/** Undefined for a line that is not what was written. Throws `StoreError` for one that is, by a later version. */
export function decodeEntry(line: Buffer): JournalEntry | undefined {
  const value = decodeLine(line);
  if (value === undefined) return undefined;
  const entry = journalEntry.safeParse(value);
  if (!entry.success) {
    throw new StoreError('The journal of the workspace holds changes that this version of LLM Flow does not know. Update LLM Flow.', {
      cause: entry.error,
    });
  }
  return entry.data;
}

/** What the journal says before its end, or before its first bad line. */
export interface JournalEnd {
  /** The bytes up to there. */
  readonly length: number;
  readonly damage?: JournalDamage;
}

export interface JournalDamage {
  /** Of the lines from the bad one on. */
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Hands each entry to `take` with the bytes of its line, up to the first line that is not what was written. A last line without its end is no damage: it is
 * being written, or was when its writer died, and nobody has been told that it is durable.
 */
export function readJournal(bytes: Buffer, take: (entry: JournalEntry, bytes: number) => void): JournalEnd {
  let start = 0;
  for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
    const entry = decodeEntry(bytes.subarray(start, end));
    if (entry === undefined) return { length: start, damage: damageFrom(bytes, start) };
    take(entry, end - start);
    start = end + 1;
  }
  return { length: start };
}

/**
 * The last line of a journal that nobody writes any more, if only its end is missing or not what it was: everything else in it
 * is, and it may have been acknowledged.
 */
export function lastEntryWithoutEnd(tail: Buffer): JournalEntry | undefined {
  return decodeEntry(tail) ?? decodeEntry(tail.subarray(0, -1));
}

function damageFrom(bytes: Buffer, start: number): JournalDamage {
  let lines = 0;
  for (let at = start; at < bytes.length; lines++) {
    const end = bytes.indexOf(lineFeed, at);
    at = end === -1 ? bytes.length : end + 1;
  }
  return { lines, bytes: bytes.length - start };
}
