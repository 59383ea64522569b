import type { RunRecording } from '../history/runRecording';
import type { NodeRunRow, RunRow, StoreChange } from '../store/records';
import { addCounts, noRows } from './rowCounts';
import type { RowCounts, TableEvent, TableStatus } from './tableEvents';
import { TableSpending } from './tableSpending';

export interface TableRunStart extends Pick<RunRow, 'run_id' | 'workflow_id' | 'path' | 'started_at'> {
  /** Those that it is to run, in their order. */
  readonly processes: readonly string[];
}

/** How a run came to its end. `error`: why it could not go on. */
export interface TableRunEnd extends RowCounts {
  readonly status: TableStatus;
  readonly error?: string;
}

/** Keeps one run of a table as its row of the history: as it begins, after each process, and as it ends. */
export class TableRunRecorder implements RunRecording {
  readonly nodes: readonly NodeRunRow[] = [];
  readonly #spending = new TableSpending();
  /** Of the processes that have ended. */
  #counts = noRows;
  #run: RunRow;
  #hasChanges = true;

  constructor({ processes, ...start }: TableRunStart) {
    const unknown = { ended_at: null, error: null, input_tokens: null, output_tokens: null, cost: null, runner: null };
    this.#run = { ...start, ...unknown, ...noRows, kind: 'table', status: 'running', processes: [...processes] };
  }

  get run(): RunRow {
    return this.#run;
  }

  get hasEnded(): boolean {
    return this.#run.ended_at !== null;
  }

  get hasChanges(): boolean {
    return this.#hasChanges;
  }

  /** `time` is that of the event, in ISO 8601. */
  add(event: TableEvent, time: string): void {
    switch (event.event) {
      case 'process-started':
        break;
      case 'row-completed':
      case 'row-failed':
        this.#spending.add(event);
        break;
      case 'process-ended':
        this.#counts = addCounts(this.#counts, event);
        this.#change(this.#counts);
        break;
      case 'table-ended':
        this.end(event, time);
        break;
    }
  }

  /** The first end counts: a run that was cut short before its table began has no event of it. */
  end({ status, completed, failed, skipped, error }: TableRunEnd, time: string): void {
    if (!this.hasEnded) this.#change({ status, completed, failed, skipped, error: error ?? null, ended_at: time });
  }

  takeChanges(): StoreChange[] {
    const changes: StoreChange[] = this.#hasChanges ? [{ change: 'put-run', row: this.#run }] : [];
    this.#hasChanges = false;
    return changes;
  }

  untake(): void {
    this.#hasChanges = true;
  }

  #change(change: Partial<RunRow>): void {
    this.#run = { ...this.#run, ...change, ...this.#spending.soFar };
    this.#hasChanges = true;
  }
}
