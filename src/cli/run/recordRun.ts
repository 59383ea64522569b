import { HistoryWriter, type HistoryPorts } from '../../core/history/historyWriter';
import { systemClock } from '../../core/models/clock';
import type { RunEvent } from '../../core/run/events';
import { RunRecorder } from '../../core/run/runRecorder';
import { loadSqlite } from '../../core/store/sqlite';
import { isStoreBusy } from '../../core/store/storeFailure';
import { errorText } from '../../core/text/errorText';
import type { Io } from '../io';
import { withWriter } from '../withWriter';

export interface RecordedWorkflow {
  /** Holds `.llmflow/`. */
  readonly workspace: string;
  readonly workflow_id: string;
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
}

/** Another process that writes is waited for so long, in milliseconds, and looked at so often. */
const patience = { forMs: 1_000, everyMs: 100 };

export interface RunRecord {
  readonly take: (event: RunEvent) => void;
  /** Resolves when all is written, or cannot be. */
  readonly close: () => Promise<void>;
}

/** Records a run in the workspace's database while it goes on. Whatever hinders that is told once, on stderr, and changes nothing else. */
export function recordRun({ workspace, ...workflow }: RecordedWorkflow, io: Pick<Io, 'stderr'>): RunRecord {
  // While the model is waited for, there is time to load it.
  void loadSqlite().catch(() => undefined);
  let failure: unknown;
  const write: HistoryPorts['write'] = async (purpose, work) => {
    try {
      await writePatiently(workspace, purpose, work, io);
      failure = undefined;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const writer = new HistoryWriter({ write, clock: systemClock, warn: () => undefined, onWritten: () => undefined });
  let recorder: RunRecorder | undefined;
  return {
    take(event) {
      if (event.event === 'node-delta') return;
      if (event.event === 'run-started') recorder = new RunRecorder(workflow, event);
      if (!recorder) return;
      recorder.add(event);
      // What has ended is written when it is closed, once all else is done.
      if (event.event !== 'run-ended') writer.changed(recorder);
    },
    async close() {
      await writer.close();
      if (failure !== undefined) io.stderr.write(`llmflow: This run is not in the history of runs. ${errorText(failure)}\n`);
    },
  };
}

async function writePatiently(workspace: string, purpose: string, work: Parameters<HistoryPorts['write']>[1], io: Pick<Io, 'stderr'>): Promise<void> {
  for (let waited = 0; ; waited += patience.everyMs) {
    try {
      await withWriter(workspace, purpose, io, work);
      return;
    } catch (error) {
      if (!isStoreBusy(error) || waited >= patience.forMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, patience.everyMs));
  }
}
