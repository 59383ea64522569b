import { anyContains } from '../contains';
import { plainColumn, type TableShape } from '../shape';

const columns = [
  plainColumn('workflow_id', 'id'),
  plainColumn('workflow_name', 'text'),
  plainColumn('source_connection', 'text'),
  plainColumn('processes', 'json'),
  plainColumn('model', 'text'),
  plainColumn('created_at', 'time'),
  plainColumn('path', 'text'),
] as const;

const texts = columns.map(({ value }) => value);

/** Table 2. */
export const workflowsShape: TableShape = {
  from: 'workflow_config',
  columns,
  key: 'rowid',
  isKeyed: true,
  contains: (text) => anyContains(texts, text),
};
