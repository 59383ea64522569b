/** Whether a text is an address, such as `s3://…`, rather than a path. A drive of Windows has one letter. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(text);
}
