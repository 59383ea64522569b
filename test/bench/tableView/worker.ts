import { performance } from 'node:perf_hooks';
import * as z from 'zod';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreChange } from '../../../src/core/store/records';
import type { StoreReader } from '../../../src/core/store/store';
import type { TableQuery, TableSubject } from '../../../src/core/tables/view/tableQuery';
import { TableView } from '../../../src/core/tables/view/tableView';
import { serveParent } from '../support/worker.mjs';

/** Rows of a page, about what a grid keeps ready around what it shows. */
const pageRows = 100;
const source = 'reviews.csv';
const workflow_id = 'workflow';
const time = '2026-11-20T10:00:00.000Z';

let store: StoreReader | undefined;
let view: TableView | undefined;

function changesOf(number: number): StoreChange[] {
  const reference_id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const stars = (number * 7_919) % 1_000;
  const text = `Review ${number} of film ${number % 9_973}: the plot is wonderful and the music is beautiful, but the first hour is ${number % 2 === 0 ? 'slow' : 'loud'}.`;
  return [
    { change: 'put-source-row', row: { reference_id, source_connection: source, row_number: number, data: { title: `Film ${stars}`, text, stars: String(stars) }, created_at: time } },
    {
      change: 'put-result',
      row: {
        ...{ result_id: `r${number}`, workflow_id, reference_id, process_name: 'sentiment', result: number % 3 === 0 ? 'Negative' : 'Positive' },
        ...{ status: 'Completed', created_at: time, error: null, input_hash: 'hash', llm_provider: 'openai', model_type: 'gpt-5-mini' },
        ...{ input_tokens: 100, output_tokens: 1, cost: null, duration_ms: 500, attempts: 1 },
      },
    },
  ];
}

const subjects: Readonly<Record<string, TableSubject>> = { source: { view: 'source', source }, joined: { view: 'joined', workflow: workflow_id } };

/** What the same page takes when one asks for it by OFFSET. */
const plain: Readonly<Record<string, string>> = {
  source: `SELECT s.rowid, s.reference_id, json_extract(s.data, '$.title'), substr(json_extract(s.data, '$.text'), 1, 301), json_extract(s.data, '$.stars') FROM source_data AS s
    WHERE s.source_connection = '${source}'`,
  joined: `SELECT s.rowid, s.reference_id, json_extract(s.data, '$.title'), substr(json_extract(s.data, '$.text'), 1, 301), json_extract(s.data, '$.stars'), r.result, r.status FROM source_data AS s
    LEFT JOIN results AS r ON r.workflow_id = '${workflow_id}' AND r.process_name = 'sentiment' AND r.reference_id = s.reference_id WHERE s.source_connection = '${source}'`,
};

interface PageRequest {
  readonly subject: string;
  readonly start: number;
  readonly sort?: TableQuery['sort'];
  readonly text?: string;
}

/** From now on: the longest time in which the event loop did not turn, in milliseconds. */
function watchTurns(): { readonly longest: () => number } {
  let [last, longest, isOver] = [performance.now(), 0, false];
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    longest: () => {
      isOver = true;
      return Math.max(longest, performance.now() - last);
    },
  };
}

serveParent(process.version, {
  async open({ folder, rows }: { folder: string; rows: number }): Promise<void> {
    const writer = await openWriter(folder, { purpose: 'a bench' });
    const workflow = { workflow_id, workflow_name: 'Reviews', source_connection: source, processes: { sentiment: 'text' }, model: 'gpt-5-mini', created_at: time, path: 'reviews.llmflow' };
    await writer.write([{ change: 'put-workflow', row: workflow }]);
    for (let first = 1; first <= rows; first += 1_000) {
      const numbers = Array.from({ length: Math.min(1_000, rows - first + 1) }, (_, index) => first + index);
      await writer.write(numbers.flatMap(changesOf));
    }
    await writer.close();
    store = await openReader(folder);
  },

  /** As when the page is opened anew. */
  forget(): void {
    if (store) view = new TableView(store);
  },

  /** Milliseconds for a page of rows, as the host works it out for the webview, and the longest of them that nobody else had a turn in. */
  async page({ subject, start, sort, text = '' }: PageRequest): Promise<{ ms: number; heldMs: number }> {
    const known = subjects[subject];
    if (!view || !known) throw new Error('There is no such view.');
    const turns = watchTurns();
    const begin = performance.now();
    const columns = view.columns(known).map(({ key }) => key);
    const { rows } = await view.page({ subject: known, text, ...(sort && { sort }) }, columns, start, pageRows);
    const ms = performance.now() - begin;
    if (rows.length !== pageRows) throw new Error(`A page of ${rows.length} rows.`);
    return { ms, heldMs: turns.longest() };
  },

  plain({ subject, start, order = 's.row_number', where = '' }: { subject: string; start: number; order?: string; where?: string }): number {
    const begin = performance.now();
    const rows = store?.query(`${plain[subject] ?? ''} ${where} ORDER BY ${order} LIMIT ${pageRows} OFFSET ${start}`, [], z.unknown());
    const ms = performance.now() - begin;
    if (rows?.length !== pageRows) throw new Error(`A page of ${rows?.length ?? 0} rows.`);
    return ms;
  },
});
