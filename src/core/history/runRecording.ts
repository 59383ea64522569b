import type { NodeRunRow, RunRow, StoreChange } from '../store/records';

/** A run, as the rows of the history that it comes to while it goes on. */
export interface RunRecording {
  /** Its `runner` is added when it is written: only then must it be known. */
  readonly run: RunRow;
  /** In the flow's order; a table run has none. */
  readonly nodes: readonly NodeRunRow[];
  readonly hasEnded: boolean;
  readonly hasChanges: boolean;
  /** What has become of the run since the last call: each row that has changed, as it is now. */
  takeChanges(): StoreChange[];
  /** Nothing of what was taken has been stored: it is all to be taken again. */
  untake(): void;
}
