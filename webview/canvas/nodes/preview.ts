/** More than a card has room for. */
const atMost = 240;

/** The start of a text for a card; undefined if it is blank. */
export function previewOf(text: string | undefined): string | undefined {
  const start = text?.trimStart().slice(0, atMost);
  return start === '' ? undefined : start;
}
