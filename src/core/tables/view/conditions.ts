import { contains } from './contains';
import { parseFilter } from './filterText';
import type { TableShape } from './shape';
import type { Bind, Expression } from './sql';
import type { TableQuery } from './tableQuery';

/** The WHERE of a table's rows that a query lets through; empty where there is none. */
export function whereOf(shape: TableShape, query: Pick<TableQuery, 'text' | 'status'>, bind: Bind): string {
  const conditions = [...(shape.rows ? [shape.rows] : []), ...statusCondition(shape, query.status), ...textConditions(shape, query.text)];
  return conditions.length === 0 ? '' : `WHERE ${conditions.map((condition) => condition(bind)).join(' AND ')}`;
}

export function isFiltered({ text, status }: Pick<TableQuery, 'text' | 'status'>): boolean {
  return text.trim() !== '' || status !== undefined;
}

function statusCondition(shape: TableShape, status: TableQuery['status']): Expression[] {
  return status === undefined || !shape.hasStatus ? [] : [shape.hasStatus(status)];
}

function textConditions(shape: TableShape, filter: string): Expression[] {
  const labels = shape.columns.map(({ label }) => label);
  return parseFilter(filter, labels).map(({ text, column, isNegated }) => {
    const values = shape.columns.filter(({ label }) => label === column);
    const [found] = values.map(({ value }) => contains(value, text));
    const condition = found ?? shape.contains(text);
    return isNegated ? (bind) => `NOT ${condition(bind)}` : condition;
  });
}
