import * as z from 'zod';
import { StoreError, type StoreReader } from '../../store/store';
import { workflowRow } from '../../store/records';
import type { TableShape } from './shape';
import { joinedShape } from './shapes/joined';
import { resultsShape } from './shapes/results';
import { sourceShape } from './shapes/sourceData';
import { workflowsShape } from './shapes/workflows';
import type { TableCatalog, TableSubject } from './tableQuery';

/** What there is to look at, by name. */
export function readCatalog(store: StoreReader): TableCatalog {
  const sources = store.query(
    `SELECT source_connection FROM view_names ORDER BY source_connection COLLATE NOCASE`,
    [],
    z.object({ source_connection: z.string() }),
  );
  const workflows = store.query(
    `SELECT workflow_id, workflow_name, source_connection, path FROM workflow_config ORDER BY workflow_name COLLATE NOCASE, workflow_id`,
    [],
    workflowRow.pick({ workflow_id: true, workflow_name: true, source_connection: true, path: true }),
  );
  return { sources: sources.map(({ source_connection }) => source_connection), workflows };
}

/** How a table is read, by what it has now. Throws `StoreError` where it is not there any more. */
export function shapeOf(store: StoreReader, subject: TableSubject): TableShape {
  switch (subject.view) {
    case 'source':
      return sourceShape(subject.source, columnsOfSource(store, subject.source));
    case 'workflows':
      return workflowsShape;
    case 'results':
      return resultsShape(subject.workflow);
    case 'joined':
      return joinedOf(store, subject.workflow);
  }
}

function columnsOfSource(store: StoreReader, source: string): string[] {
  const columns = store.query(
    'SELECT column_name FROM view_columns WHERE source_connection = ? ORDER BY position',
    [source],
    z.object({ column_name: z.string() }),
  );
  return columns.map(({ column_name }) => column_name);
}

const processNames = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(workflowRow.shape.processes)
  .transform((processes) => Object.keys(processes));

function joinedOf(store: StoreReader, workflow_id: string): TableShape {
  const [workflow] = store.query(
    'SELECT workflow_id, source_connection, processes FROM workflow_config WHERE workflow_id = ?',
    [workflow_id],
    z.object({ workflow_id: z.string(), source_connection: z.string().nullable(), processes: processNames }),
  );
  if (!workflow) throw new StoreError('The workflow is not in this workspace’s tables any more. Choose another one.');
  const source_connection = workflow.source_connection ?? '';
  return joinedShape({ ...workflow, source_connection }, columnsOfSource(store, source_connection));
}
