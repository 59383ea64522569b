import leven from 'leven';

/** The name that was most likely meant by one that does not exist, if there is one. */
export function closest(known: readonly string[], name: string): string | undefined {
  const near = known.map((candidate) => ({ candidate, distance: leven(candidate, name) })).filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 2));
  return near.sort((a, b) => a.distance - b.distance)[0]?.candidate;
}
