import { contains } from './contains';
import type { ShapeColumn } from './shape';
import type { Expression } from './sql';

/** The columns that a source's rows carry in `data`. One without a name is called by its place. */
export function dataColumns(names: readonly string[]): ShapeColumn[] {
  return names.map((name, index) => ({ key: `data.${name}`, label: name.trim() || `column_${index + 1}`, kind: 'text', value: dataValue(name) }));
}

function dataValue(name: string): Expression {
  return (bind) => {
    const path = bind(`$.${JSON.stringify(name)}`);
    return asShown(`json_type(t.data, ${path})`, `json_extract(t.data, ${path})`);
  };
}

/** Whether any of a row's columns contains a text. */
export function dataContains(text: string): Expression {
  const inValue = contains(() => asShown('cell.type', 'cell.value'), text);
  const inText = contains(() => 't.data', text);
  const inRow: Expression = (bind) => `EXISTS (SELECT 1 FROM json_each(t.data) AS cell WHERE ${inValue(bind)})`;
  // What JSON does not escape stands in its text as it is: most rows are done with before they are parsed.
  const isPlain = !/["\\\p{Cc}]/u.test(text);
  return isPlain ? (bind) => `(${inText(bind)} AND ${inRow(bind)})` : inRow;
}

/** To SQLite, JSON's `true` is 1. */
function asShown(type: string, value: string): string {
  return `CASE ${type} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE ${value} END`;
}
