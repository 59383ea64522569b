import type { Expression } from './sql';
import type { ColumnKind, TableColumn } from './tableQuery';

/** How a table is read: `from` names it `t`, and each column is an expression over its row. */
export interface TableShape {
  readonly from: 'source_data' | 'workflow_config' | 'results';
  /** The rows that are the table's; absent: all. */
  readonly rows?: Expression;
  readonly columns: readonly ShapeColumn[];
  /** What orders the rows where the user does not; the `rowid` decides where it is equal. */
  readonly key: 'rowid' | 'row_number';
  /** Whether the database can give the rows in that order without sorting them. */
  readonly isKeyed: boolean;
  /** Whether a row has a status; absent: rows have none. */
  readonly hasStatus?: (status: string) => Expression;
  /** Whether any text of a row contains this one. */
  readonly contains: (text: string) => Expression;
}

export interface ShapeColumn extends TableColumn {
  readonly value: Expression;
  /** A `process` column's. */
  readonly status?: Expression;
}

/** A column of the table itself. */
export function plainColumn(name: string, kind: ColumnKind): ShapeColumn {
  return { key: name, label: name, kind, value: () => `t.${name}` };
}
