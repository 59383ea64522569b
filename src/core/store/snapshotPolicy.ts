const mebibyte = 1024 * 1024;

/** The journal is large if it exceeds both. */
export interface JournalLimit {
  readonly bytes: number;
  /** Of the database file's size. */
  readonly share: number;
}

/** When the journal is folded into the database file: it bounds the time to open, and how often the same bytes are written. */
export interface SnapshotPolicy {
  readonly busy: JournalLimit;
  /** After `idleMs` without a write. */
  readonly idle: JournalLimit;
  readonly idleMs: number;
}

export const defaultSnapshotPolicy: SnapshotPolicy = {
  busy: { bytes: 32 * mebibyte, share: 1 / 3 },
  idle: { bytes: mebibyte / 16, share: 1 / 16 },
  idleMs: 3000,
};

export function exceeds(journalBytes: number, fileBytes: number, limit: JournalLimit): boolean {
  return journalBytes > limit.bytes && journalBytes > fileBytes * limit.share;
}
