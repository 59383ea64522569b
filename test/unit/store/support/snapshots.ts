import type { SnapshotPolicy } from '../../../../src/core/store/snapshotPolicy';

const never = { bytes: Infinity, share: 0 };

/** After each group. */
export const snapshotsAlways: SnapshotPolicy = { busy: { bytes: 0, share: 0 }, idle: never, idleMs: 0 };

/** Only when the writer closes. */
export const snapshotsAtClose: SnapshotPolicy = { busy: never, idle: never, idleMs: 0 };

/** When the journal has grown to `bytes`. */
export function snapshotsEvery(bytes: number): SnapshotPolicy {
  return { busy: { bytes, share: 0 }, idle: never, idleMs: 0 };
}
