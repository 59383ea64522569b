/** One record of CSV (RFC 4180), without its line end. Null is an empty field. */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return fields.map((field) => quoteField(field === null ? '' : String(field))).join(',');
}

function quoteField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
