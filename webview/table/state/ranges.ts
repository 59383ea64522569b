/** Rows by their places, as ranges that are apart and in order: a selection of a million rows is one of them. */
export interface Range {
  readonly start: number;
  /** The place behind the last. */
  readonly end: number;
}
export type Ranges = readonly Range[];

export function includes(ranges: Ranges, place: number): boolean {
  return ranges.some(({ start, end }) => start <= place && place < end);
}

export function countOf(ranges: Ranges): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The range between two places, in either order, both included. */
export function between(a: number, b: number): Range {
  return { start: Math.min(a, b), end: Math.max(a, b) + 1 };
}

export function add(ranges: Ranges, range: Range): Ranges {
  const apart = ranges.filter(({ start, end }) => end < range.start || range.end < start);
  const touching = ranges.filter((other) => !apart.includes(other));
  const joined = {
    start: Math.min(range.start, ...touching.map(({ start }) => start)),
    end: Math.max(range.end, ...touching.map(({ end }) => end)),
  };
  return [...apart, joined].sort((a, b) => a.start - b.start);
}

export function remove(ranges: Ranges, range: Range): Ranges {
  return ranges.flatMap(({ start, end }) =>
    [
      { start, end: Math.min(end, range.start) },
      { start: Math.max(start, range.end), end },
    ].filter((rest) => rest.start < rest.end),
  );
}

export function toggle(ranges: Ranges, place: number): Ranges {
  const range = between(place, place);
  return includes(ranges, place) ? remove(ranges, range) : add(ranges, range);
}
