/**
 * The text as Markdown that shows it as it is: nothing in it becomes a link, a picture or a heading. `MarkdownString.appendText` does so
 * too, but makes its spaces such that lines break inside words.
 */
export function markdownText(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/\s*[\r\n]\s*/g, '\n\n').trim();
}
