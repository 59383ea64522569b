import { runsBeyond } from '../store/history';
import { thisProcess } from '../store/processState';
import type { StoreChange } from '../store/records';
import type { StoreWriter } from '../store/store';
import type { RunRecording } from './runRecording';

/** Runs that the history of a workflow's flow, or of its table, goes back. */
const keptRuns = 100;

/** Writes what has become of runs that go on in this process, and drops the oldest of their workflows, in one group. Rejects with `StoreError`. */
export async function writeHistory(store: StoreWriter, recordings: readonly RunRecording[]): Promise<void> {
  const runner = await thisProcess();
  const changes = recordings.flatMap((recording) => recording.takeChanges());
  const removed = new Set(recordings.flatMap(({ run }) => runsBeyond(store, run, keptRuns, newIn(recordings, run))));
  try {
    await store.write([
      ...changes.map((change): StoreChange => (change.change === 'put-run' ? { change: 'put-run', row: { ...change.row, runner } } : change)),
      ...[...removed].map((run_id): StoreChange => ({ change: 'remove-run', run_id })),
    ]);
  } catch (error) {
    for (const recording of recordings) recording.untake();
    throw error;
  }
}

/** What is written now counts among the newest. */
function newIn(recordings: readonly RunRecording[], { workflow_id, kind }: RunRecording['run']): string[] {
  const same = recordings.filter(({ run }) => run.workflow_id === workflow_id && run.kind === kind);
  return same.map(({ run }) => run.run_id);
}
