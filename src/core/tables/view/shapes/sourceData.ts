import { anyContains, either } from '../contains';
import { dataColumns, dataContains } from '../rowData';
import { plainColumn, type TableShape } from '../shape';

const reference = plainColumn('reference_id', 'id');
const connection = plainColumn('source_connection', 'text');
const created = plainColumn('created_at', 'time');
const texts = [reference.value, connection.value, created.value];

/** Table 1: the rows of one source, with their own columns as columns. */
export function sourceShape(source: string, columns: readonly string[]): TableShape {
  return {
    ...rowsOfSource(source),
    columns: [reference, connection, ...dataColumns(columns), created],
    contains: (text) => either([dataContains(text), anyContains(texts, text)]),
  };
}

/** The rows of a source in its own order, which has an index. */
export function rowsOfSource(source: string): Pick<TableShape, 'from' | 'rows' | 'key' | 'isKeyed'> {
  return { from: 'source_data', rows: (bind) => `t.source_connection = ${bind(source)}`, key: 'row_number', isKeyed: true };
}
