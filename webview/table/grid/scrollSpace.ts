/** In pixels. As --row-height and --header-height in grid.css. */
export const rowHeight = 26;
export const headerHeight = 30;

/** Browsers make no element taller than some 17 to 33 million pixels, and none is exact near the end. */
const tallest = 8_000_000;

/**
 * Where rows are, in pixels from the first one, and where the scroll bar is for it. They differ once all rows together are
 * taller than an element can be: then the bar moves in proportion.
 */
export class ScrollSpace {
  /** Of all rows. */
  readonly #rows: number;
  /** What the scroll bar scrolls over. */
  readonly height: number;

  constructor(
    readonly rowCount: number,
    /** Of the part of the grid that shows rows. */
    readonly viewHeight: number,
  ) {
    this.#rows = rowCount * rowHeight;
    this.height = Math.min(this.#rows, tallest);
  }

  get isScaled(): boolean {
    return this.height < this.#rows;
  }

  clamp(top: number): number {
    return Math.max(0, Math.min(top, this.#rows - this.viewHeight));
  }

  topOf(scrollTop: number): number {
    return this.clamp(this.isScaled ? scrollTop * this.#scale : scrollTop);
  }

  scrollTopOf(top: number): number {
    return this.isScaled ? top / this.#scale : top;
  }

  /** The place that is at the top, and the last that is in view. */
  placesAt(top: number): { readonly first: number; readonly last: number } {
    const first = Math.floor(top / rowHeight);
    return { first, last: Math.max(first, Math.ceil((top + this.viewHeight) / rowHeight) - 1) };
  }

  /** The nearest place from `top` from which a row is in view as a whole. */
  topFor(row: number, top: number): number {
    const highest = (row + 1) * rowHeight - this.viewHeight;
    return this.clamp(Math.max(highest, Math.min(top, row * rowHeight)));
  }

  get #scale(): number {
    return (this.#rows - this.viewHeight) / (this.height - this.viewHeight);
  }
}
