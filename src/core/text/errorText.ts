/** What was thrown, in words. Libraries throw texts as well as errors. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
