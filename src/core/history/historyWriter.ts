import type { Clock } from '../models/clock';
import type { StoreWriter } from '../store/store';
import { errorText } from '../text/errorText';
import type { RunRecording } from './runRecording';
import { writeHistory } from './writeHistory';

/** Milliseconds from a change to its being written, so that what ends together is written together. */
const groupMs = 500;
/** Opening a large database takes long, and nothing else goes on meanwhile: it is opened for this part of the time at most. */
const openShare = 1 / 20;
/** Milliseconds until the next attempt, after each that failed; the last one stays. */
const retryMs = [1_000, 4_000, 15_000, 60_000];
/** So many attempts fail before the user is told. */
const failuresToTell = 3;

/** Runs that wait for a database that cannot be written; the oldest is then given up. */
const mostWaiting = 20;

export interface HistoryPorts {
  /** Opens the workspace's database for the time of `work`. */
  readonly write: (purpose: string, work: (store: StoreWriter) => Promise<void>) => Promise<void>;
  readonly clock: Clock;
  /** Told once, until writing succeeds again. */
  readonly warn: (message: string) => void;
  /** Something that was waiting has been written. */
  readonly onWritten: () => void;
}

/**
 * Writes the runs of a workspace into its database while they go on: each node's outcome soon after it is known, the database open
 * for that moment only. A run never waits for it, and does not learn if it fails.
 */
export class HistoryWriter {
  /** By id, the oldest first. */
  readonly #runs = new Map<string, RunRecording>();
  #disarmTimer: () => void = () => undefined;
  #isArmed = false;
  #writing: Promise<void> | undefined;
  #failures = 0;
  /** How long the database was open the last time. */
  #openMs = 0;

  constructor(private readonly ports: HistoryPorts) {}

  /** The runs that go on or wait to be written; the oldest first. */
  get waiting(): readonly RunRecording[] {
    return [...this.#runs.values()];
  }

  /** A run has begun or has got further. `atOnce`: the database is open at this moment, so that writing costs next to nothing. */
  changed(run: RunRecording, { atOnce = false } = {}): void {
    this.#runs.set(run.run.run_id, run);
    const [oldest] = [...this.#runs.values()].filter(({ hasEnded }) => hasEnded);
    if (this.#runs.size > mostWaiting && oldest) this.#runs.delete(oldest.run.run_id);
    if (this.#writing !== undefined) return;
    if (atOnce) {
      this.#disarm();
      void this.#writeNow();
      return;
    }
    if (this.#failures > 0) return;
    const pause = this.#pause();
    if (pause === 0 || !this.#isArmed) this.#writeAfter(pause);
  }

  /** Gives up what has ended and waits to be written. */
  forget(): void {
    for (const { run, hasEnded } of this.waiting) if (hasEnded) this.#runs.delete(run.run_id);
  }

  /** Writes what there is to write, once, at once. */
  async close(): Promise<void> {
    this.#disarm();
    await this.#writing;
    this.#disarm();
    await this.#writeNow();
    this.#disarm();
  }

  #pause(): number {
    const isOver = [...this.#runs.values()].every(({ hasEnded }) => hasEnded);
    return isOver ? 0 : Math.max(groupMs, this.#openMs / openShare);
  }

  #writeAfter(ms: number): void {
    this.#disarm();
    this.#isArmed = true;
    this.#disarmTimer = this.ports.clock.after(ms, () => {
      this.#isArmed = false;
      void this.#writeNow();
    });
  }

  #disarm(): void {
    this.#disarmTimer();
    this.#isArmed = false;
  }

  get #changedRuns(): RunRecording[] {
    return this.waiting.filter(({ hasChanges }) => hasChanges);
  }

  async #writeNow(): Promise<void> {
    if (this.#changedRuns.length === 0) return;
    this.#writing = this.#write();
    await this.#writing;
    this.#writing = undefined;
    if (this.#failures > 0) this.#writeAfter(retryMs[Math.min(this.#failures, retryMs.length) - 1] ?? groupMs);
    else if (this.#changedRuns.length > 0) this.#writeAfter(this.#pause());
  }

  async #write(): Promise<void> {
    const began = this.ports.clock.now();
    try {
      await this.ports.write(purposeOf(this.#changedRuns), async (store) => {
        // What comes meanwhile goes along: the database need not be opened for it again.
        for (let runs = this.#changedRuns; runs.length > 0; runs = this.#changedRuns) await writeHistory(store, runs);
      });
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      if (this.#failures === failuresToTell) this.ports.warn(failureMessage(error));
      return;
    }
    this.#openMs = this.ports.clock.now() - began;
    for (const { run, hasEnded, hasChanges } of this.waiting) if (hasEnded && !hasChanges) this.#runs.delete(run.run_id);
    this.ports.onWritten();
  }
}

function purposeOf(runs: readonly RunRecording[]): string {
  return `record of the run of ${[...new Set(runs.map(({ run }) => run.path))].join(', ')}`;
}

function failureMessage(error: unknown): string {
  return `The history of runs is not being recorded, and is tried again now and then; the runs themselves are not disturbed. ${errorText(error)}`;
}
