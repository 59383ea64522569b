import { encodeEntry } from './journalLine';
import type { StoreChange } from './records';
import type { StoreError } from './store';
import { storeFailure } from './storeFailure';
import { WriteRefused, type WorkspaceDatabase } from './workspaceDatabase';

/** A call of `write` that waits to be durable. */
export interface PendingWrite {
  readonly changes: readonly StoreChange[];
  /** The changes as the journal takes them. */
  readonly json: string;
  readonly resolve: () => void;
  readonly reject: (error: StoreError) => void;
}

/** Beyond this, in characters, a write waits for the next group: it would only take longer and need more memory. */
const groupCharacters = 8 * 1024 * 1024;

/** Takes from the queue's start the writes that go to the disk together. */
export function takeGroup(queue: PendingWrite[]): PendingWrite[] {
  let characters = 0;
  const next = queue.findIndex(({ json }) => {
    const full = characters > groupCharacters;
    characters += json.length;
    return full;
  });
  return queue.splice(0, next === -1 ? queue.length : next);
}

/** Begins the group's transaction. A write that the tables refuse is rejected, and fails alone; the others are returned. */
export function beginGroup(database: WorkspaceDatabase, group: readonly PendingWrite[]): PendingWrite[] {
  const accepted = [...group];
  while (accepted.length > 0) {
    try {
      database.begin(accepted.map(({ changes }) => changes));
      break;
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      const [refused] = accepted.splice(error.index, 1);
      refused?.reject(storeFailure('These changes cannot be stored', error.cause));
    }
  }
  return accepted;
}

export function journalLines(group: readonly PendingWrite[], firstSeq: number): Buffer {
  return Buffer.from(group.map(({ json }, index) => encodeEntry(firstSeq + index, json)).join(''));
}
