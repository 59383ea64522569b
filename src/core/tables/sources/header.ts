export interface Header {
  readonly columns: readonly string[];
  /** One sentence about all columns that could not keep their name, if there are any. */
  readonly notes: readonly string[];
}

const namesTold = 5;

/** Names columns by their header cells: `column_3` where the third is empty, `name_2` where “name” comes again. */
export function readHeader(cells: readonly unknown[]): Header {
  const wanted = cells.map((cell, index) => headerText(cell) || `column_${index + 1}`);
  const taken = new Set(wanted);
  const used = new Set<string>();
  const columns = wanted.map((name) => {
    const unique = used.has(name) ? freeName(name, taken) : name;
    taken.add(unique);
    used.add(unique);
    return unique;
  });
  const renamed = columns.flatMap((name, index) => (name === headerText(cells[index]) ? [] : [`column ${index + 1} is “${name}”`]));
  if (renamed.length === 0) return { columns, notes: [] };
  const more = renamed.length > namesTold ? `, and ${renamed.length - namesTold} more` : '';
  return { columns, notes: [`The header repeats or leaves out names: ${renamed.slice(0, namesTold).join(', ')}${more}.`] };
}

/** What JavaScript takes for an object's prototype cannot name a column. */
const unusable = '__proto__';

function headerText(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim() === unusable ? '' : cell.trim();
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
