import { plainLine } from '../text/plainLine';

/** The columns of a view: SQLite allows 2,000 in a result, and nobody reads more than this. The data has them all. */
const maxViewColumns = 500;

/**
 * The view that shows a source's rows with their columns as columns, in the source's order. A column whose name is taken, or is
 * one of the table's own, gets a number; one without a name is called by its place.
 */
export function sourceViewSql(view: string, source: string, columns: readonly string[]): string {
  const taken = new Set(['reference_id', 'source_connection', 'created_at']);
  const selected = columns
    .slice(0, maxViewColumns)
    .map((column, index) => `${columnValue(column)} AS ${sqlName(freeName(plainLine(column).trim() || `column_${index + 1}`, ' ', taken))}`);
  return [
    `CREATE VIEW ${sqlName(view)} AS SELECT`,
    ['reference_id', 'source_connection', ...selected, 'created_at'].join(', '),
    `FROM source_data WHERE source_connection = ${sqlText(source)} ORDER BY row_number`,
  ].join(' ');
}

/** `source_reviews_csv` for `reviews.csv`. Names are compared as SQLite does, regardless of case; `taken` gains the new one. */
export function sourceViewName(source: string, taken: Set<string>): string {
  const name = source.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
  return freeName(`source_${name.slice(0, 100) || 'unnamed'}`, '_', taken);
}

/** Quoted, so that it may be any text. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function freeName(name: string, separator: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}${separator}${number}`;
  taken.add(free.toLowerCase());
  return free;
}

function columnValue(column: string): string {
  // Versions of SQLite differ in what a path does with these; in a key they are plain text.
  if (/["\\\p{Cc}\p{Cs}]/u.test(column)) return `(SELECT value FROM json_each(data) WHERE key = ${sqlText(column)})`;
  return `json_extract(data, ${sqlText(`$."${column}"`)})`;
}

function sqlText(text: string): string {
  // SQL ends at a NUL.
  return `'${text.replaceAll("'", "''").replaceAll('\0', "' || char(0) || '")}'`;
}
