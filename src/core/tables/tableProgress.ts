import { RecentRate } from './recentRate';
import { noRows } from './rowCounts';
import type { PassedRow, RowCounts, TableEvent } from './tableEvents';
import { TableSpending, type Spending } from './tableSpending';

/** How far a table run is. */
export interface TableProgress extends Spending {
  /** The process under way. */
  readonly process: string;
  /** Its place among the run's processes, from 1. */
  readonly position: number;
  readonly processes: number;
  /** Rows that the process looks at. */
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  /** Rows that were Completed already for the same input. */
  readonly skipped: number;
  readonly left: number;
  /** Of this process, lately; absent while it is not known. */
  readonly rowsPerSecond?: number;
  /** Until this process ends, should the rate stay; absent while it is not known. */
  readonly secondsLeft?: number;
}

/** Adds a run's events up to its progress. It has no clock of its own: `now` is in milliseconds since any one moment. */
export class TableMeter {
  #process: { readonly name: string; readonly position: number; readonly total: number; counts: RowCounts; readonly rate: RecentRate } | undefined;
  #position = 0;
  readonly #spending = new TableSpending();

  /** `processes`: how many the run has. */
  constructor(private readonly processes: number) {}

  add(event: TableEvent, now: number): void {
    switch (event.event) {
      case 'process-started':
        this.#process = { name: event.process, position: ++this.#position, total: event.total, counts: noRows, rate: new RecentRate(now) };
        break;
      case 'row-completed':
        this.#spending.add(event);
        this.#ran('completed', now);
        break;
      case 'row-failed':
        this.#spending.add(event);
        this.#ran('failed', now);
        break;
      case 'process-ended':
        if (this.#process) this.#process.counts = event;
        break;
      case 'table-ended':
        break;
    }
  }

  /** Rows that are passed over take no time worth counting: only those that run tell how long the rest will take. */
  pass({ standing }: PassedRow, now: number): void {
    if (!this.#process) return;
    this.#count(standing === 'completed' ? 'skipped' : 'failed');
    this.#process.rate.idle(now);
  }

  /** Undefined before the first process has started. */
  progress(now: number): TableProgress | undefined {
    if (!this.#process) return undefined;
    const { name, position, total, counts, rate } = this.#process;
    const { completed, failed, skipped } = counts;
    const left = Math.max(0, total - completed - failed - skipped);
    const rowsPerSecond = rate.perSecond(now);
    return {
      process: name,
      position,
      processes: this.processes,
      total,
      completed,
      failed,
      skipped,
      left,
      ...(rowsPerSecond !== undefined && { rowsPerSecond }),
      ...(rowsPerSecond !== undefined && rowsPerSecond > 0 && { secondsLeft: left / rowsPerSecond }),
      ...this.#spending.soFar,
    };
  }

  #ran(outcome: 'completed' | 'failed', now: number): void {
    this.#count(outcome);
    this.#process?.rate.add(now);
  }

  #count(outcome: keyof RowCounts): void {
    if (!this.#process) return;
    this.#process.counts = { ...this.#process.counts, [outcome]: this.#process.counts[outcome] + 1 };
  }
}
