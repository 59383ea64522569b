/** Whether the panel lies below the canvas instead of beside it. Matches panel.css. */
export function isNarrow(): boolean {
  return window.matchMedia('(max-width: 720px)').matches;
}
