/** Rows are counted in slices of so many milliseconds… */
const slice = 500;
/** …and so many of them tell the rate: a change of pace shows within half a minute, a slow row alone does not. */
const mostSlices = 60;
/** Less than this tells nothing. */
const shortest = 1_000;

interface Mark {
  readonly at: number;
  /** All rows up to then. */
  readonly rows: number;
}

/** How many rows a second have ended lately. Times are in milliseconds. */
export class RecentRate {
  #marks: Mark[];
  #rows = 0;

  constructor(now: number) {
    this.#marks = [{ at: now, rows: 0 }];
  }

  add(now: number): void {
    this.#rows++;
    const last = this.#marks.at(-1);
    if (last && now - last.at < slice) return;
    this.#marks.push({ at: now, rows: this.#rows });
    if (this.#marks.length > mostSlices) this.#marks.shift();
  }

  /** Nothing was there to do until now. */
  idle(now: number): void {
    if (this.#rows === 0) this.#marks = [{ at: now, rows: 0 }];
  }

  perSecond(now: number): number | undefined {
    const [first] = this.#marks;
    if (!first || now - first.at < shortest || this.#rows === first.rows) return undefined;
    return ((this.#rows - first.rows) * 1_000) / (now - first.at);
  }
}
