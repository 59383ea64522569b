import { anyContains, either } from '../contains';
import { dataColumns, dataContains } from '../rowData';
import { plainColumn, type ShapeColumn, type TableShape } from '../shape';
import type { Expression } from '../sql';
import { rowsOfSource } from './sourceData';

export interface JoinedWorkflow {
  readonly workflow_id: string;
  readonly source_connection: string;
  readonly processes: readonly string[];
}

const reference = plainColumn('reference_id', 'id');

/** One line per row of a workflow's source, with a column for each process. */
export function joinedShape(workflow: JoinedWorkflow, columns: readonly string[]): TableShape {
  const data = dataColumns(columns);
  const processes = processColumns(workflow, new Set(data.map(({ label }) => label)));
  return {
    ...rowsOfSource(workflow.source_connection),
    columns: [reference, ...data, ...processes],
    hasStatus: (status) => either(processes.map((process) => (bind) => `ifnull(${process.status(bind)}, 'Pending') = ${bind(status)}`)),
    contains: (text) => either([dataContains(text), anyContains([reference.value, ...processes.map(({ value }) => value)], text)]),
  };
}

/** A process goes by its name, or as `results.name`, as a workflow would call it, where a column of the source has that name. */
function processColumns({ workflow_id, processes }: JoinedWorkflow, taken: ReadonlySet<string>) {
  return processes.map((name) => {
    const field = (sql: string): Expression => (bind) =>
      `(SELECT ${sql} FROM results AS r WHERE r.workflow_id = ${bind(workflow_id)} AND r.process_name = ${bind(name)} AND r.reference_id = t.reference_id)`;
    return {
      key: `results.${name}`,
      label: taken.has(name) ? `results.${name}` : name,
      kind: 'process',
      // A row that failed shows why.
      value: field(`CASE r.status WHEN 'Failed' THEN r.error ELSE r.result END`),
      status: field('r.status'),
    } satisfies ShapeColumn;
  });
}
