/**
 * The text without control characters: names and answers come from files and models, and what they say must neither start a
 * line of its own nor speak to the terminal. Tabs stay.
 */
export function plainLine(text: string): string {
  return text.replace(/[^\P{Cc}\t]+/gu, ' ');
}
