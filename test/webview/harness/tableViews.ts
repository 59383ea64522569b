import type { TableProgress } from '../../../src/core/tables/tableProgress';
import type { CanvasTable, CanvasView, ToCanvas } from '../../../src/shared/protocol';
import type { TableRunState } from '../../../src/shared/tableRun';
import { viewWith } from './views';

/** Three processes over the rows of a file: a built-in one, one with a prompt and a model of its own, and a flow. */
export const table: CanvasTable = {
  source: 'data/reviews.csv',
  columns: ['id', 'title', 'review'],
  processes: [
    {
      name: 'sentiment',
      columns: ['review'],
      prompt: { from: 'built-in', text: 'What is the overall sentiment of the text below?' },
      model: { llm_provider: 'builtin', model_type: 'auto' },
      holds: { up: '“sentiment” is the first process already.' },
    },
    {
      name: 'complaints',
      columns: ['review', 'title'],
      prompt: { from: 'own', text: 'Name what the reviewer of {title} disliked, the worst first.\n{input_data}\n{output_format}' },
      model: { llm_provider: 'openai', model_type: 'gpt-5-mini' },
      llm_provider: 'openai',
      model_type: 'gpt-5-mini',
      holds: {
        remove: '“complaints” cannot be removed: “verdict” reads its results. Choose another column there first.',
        down: '“verdict” reads the results of “complaints”, so it must come after it.',
      },
    },
    {
      name: 'verdict',
      columns: ['results.complaints'],
      flow: 'self',
      holds: { up: '“verdict” reads the results of “complaints”, so it must come after it.', down: '“verdict” is the last process already.' },
    },
  ],
};

/** A workflow that has a table and no graph. */
export function tableView(change: Partial<CanvasTable> = {}, view: Partial<CanvasView> = {}): CanvasView {
  return viewWith({ name: 'Reviews as a table', nodes: [], connections: [], table: { ...table, ...change }, ...view });
}

const progress: TableProgress = {
  process: 'complaints',
  position: 2,
  processes: 3,
  total: 1_000,
  completed: 400,
  failed: 3,
  skipped: 47,
  left: 550,
  rowsPerSecond: 12.34,
  secondsLeft: 45.2,
  input_tokens: 10_000,
  output_tokens: 2_345,
  cost: 0.0123,
};

type TableRun = Extract<ToCanvas, { type: 'table-run' }>;

/** A run in its second process. */
export function tableRun(change: Partial<TableProgress> = {}, state: Partial<TableRunState> = {}): TableRun {
  return {
    type: 'table-run',
    run: { state: 'running', startedAt: '2026-11-20T10:00:00.000Z', progress: { ...progress, ...change }, ...state },
    processes: table.processes.map(({ name }) => name),
    ended: [{ process: 'sentiment', completed: 990, failed: 0, skipped: 10 }],
  };
}

/** The run at its end. */
export function endedRun(outcome: NonNullable<TableRunState['outcome']>, change: Partial<TableProgress> = {}): TableRun {
  return tableRun(change, { state: 'ended', endedAt: '2026-11-20T10:01:00.000Z', outcome });
}
