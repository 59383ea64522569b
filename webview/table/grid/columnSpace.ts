/** From the first to the last, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Columns are drawn this far beyond the edges, in pixels, so that a scroll bar that moves ahead of the page shows no gap. */
const margin = 400;

/** Where columns are, in pixels from the first one. The numbers of the rows stand before them, and stay in view. */
export class ColumnSpace {
  /** The right edge of each. */
  readonly #ends: readonly number[];

  constructor(
    readonly widths: readonly number[],
    readonly numberWidth: number,
    /** Of the whole grid. */
    private readonly viewWidth: number,
  ) {
    let end = 0;
    this.#ends = widths.map((width) => (end += width));
  }

  /** With the numbers. */
  get width(): number {
    return this.numberWidth + (this.#ends.at(-1) ?? 0);
  }

  /** The columns to draw when the grid is scrolled to `left`; the last is -1 where there are none. */
  placesAt(left: number): Span {
    const last = this.widths.length - 1;
    const first = Math.min(this.#columnAt(left - margin), last);
    return { first: Math.max(0, first), last: Math.min(this.#columnAt(left + this.viewWidth - this.numberWidth + margin), last) };
  }

  startOf(column: number): number {
    return this.#ends[column - 1] ?? 0;
  }

  /** The nearest place from `left` to scroll to, from which a column is in view, its beginning first. */
  leftFor(column: number, left: number): number {
    const start = this.startOf(column);
    const furthest = (this.#ends[column] ?? start) - (this.viewWidth - this.numberWidth);
    return Math.min(start, Math.max(furthest, left));
  }

  /** The first column that ends beyond a place: half of those that are left are looked at no more, again and again. */
  #columnAt(place: number): number {
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
