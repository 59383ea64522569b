/** Where an offset in code points lies in a query, as people count. */
export function placeIn(query: string, offset: number): string {
  const before = Array.from(query).slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  return `line ${before.filter((character) => character === '\n').length + 1}, column ${before.length - lineStart + 1}`;
}
