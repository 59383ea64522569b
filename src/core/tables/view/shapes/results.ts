import { anyContains } from '../contains';
import { plainColumn, type TableShape } from '../shape';

const columns = [
  plainColumn('result_id', 'id'),
  plainColumn('workflow_id', 'id'),
  plainColumn('reference_id', 'id'),
  plainColumn('process_name', 'text'),
  plainColumn('result', 'text'),
  plainColumn('status', 'status'),
  plainColumn('created_at', 'time'),
  plainColumn('error', 'text'),
  plainColumn('llm_provider', 'text'),
  plainColumn('model_type', 'text'),
  plainColumn('input_tokens', 'number'),
  plainColumn('output_tokens', 'number'),
  plainColumn('cost', 'number'),
  plainColumn('duration_ms', 'number'),
  plainColumn('attempts', 'number'),
  plainColumn('input_hash', 'id'),
] as const;

const texts = columns.filter(({ kind }) => kind !== 'number').map(({ value }) => value);

/** Table 3, of one workflow or of all. */
export function resultsShape(workflow: string | undefined): TableShape {
  return {
    from: 'results',
    ...(workflow === undefined ? {} : { rows: (bind) => `t.workflow_id = ${bind(workflow)}` }),
    columns,
    key: 'rowid',
    isKeyed: workflow === undefined,
    hasStatus: (status) => (bind) => `t.status = ${bind(status)}`,
    contains: (text) => anyContains(texts, text),
  };
}
