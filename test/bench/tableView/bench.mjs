import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode } from '../support/bundle.mjs';
import { spread, table } from '../support/report.mjs';
import { cores, startWorker } from '../support/worker.mjs';

const full = { rows: 500_000, rounds: 7, pages: 40 };
const quick = { rows: 5_000, rounds: 2, pages: 10 };

const sorted = { ours: { sort: { column: 'data.stars', descending: true } }, plain: { order: `json_extract(s.data, '$.stars') + 0 DESC, s.row_number` } };
const filtered = { ours: { text: 'text:loud' }, plain: { where: `AND json_extract(s.data, '$.text') LIKE '%loud%'` } };

/** @param {import('../support/bench').BenchOptions} options */
export async function benchTableView({ node, isQuick }) {
  const { rows, rounds, pages } = isQuick ? quick : full;
  const module = await bundleForNode('tableView/worker.ts', 'tableView');
  const folder = await mkdtemp(join(tmpdir(), 'llmflow-bench-'));
  const worker = await startWorker(module, { execPath: node, core: cores.measured });
  try {
    await worker.ask({ do: 'open', folder, rows });
    const lines = [];
    for (const [name, subject, how] of [
      ['source rows, in their order', 'source', { ours: {}, plain: {} }],
      ['rows with their results, in their order', 'joined', { ours: {}, plain: {} }],
      ['source rows, sorted by a column', 'source', sorted],
      ['source rows, filtered by a word in a column', 'source', filtered],
    ]) {
      const places = placesOf(how === filtered ? rows / 2 : rows, pages);
      lines.push([name, ...(await measure(worker, { subject, how, places, rounds }))]);
    }
    const count = rows.toLocaleString('en');
    return [
      `${count} rows of a source with three columns, and ${count} results: ms for a page of 100 rows, as the host works it out for the
webview. Scrolled pages are at places all over the table, one after another and far apart; a plain query with \`OFFSET\`, in the
same database in memory, stands beside both. A host that is busy keeps every extension waiting: the longest time in which nobody else
had a turn, while the first page was worked out.`,
      table(['', 'first page', 'nobody else had a turn', 'a plain query', 'a scrolled page', 'a plain query'], lines),
    ].join('\n\n');
  } finally {
    worker.stop();
    await rm(folder, { recursive: true });
  }
}

/** Forwards, to the end, and to and fro. */
function placesOf(rows, pages) {
  const last = rows - 100;
  return Array.from({ length: pages }, (_, index) => Math.floor(index % 4 === 3 ? last - (index * last) / pages : ((index * 0.618) % 1) * last));
}

async function measure(worker, { subject, how, places, rounds }) {
  const first = { ours: [], held: [], plain: [] };
  const scrolled = { ours: [], plain: [] };
  for (let round = 0; round < rounds; round++) {
    await worker.ask({ do: 'forget' });
    const { ms, heldMs } = await worker.ask({ do: 'page', subject, start: 0, ...how.ours });
    first.ours.push(ms);
    first.held.push(heldMs);
    first.plain.push(await worker.ask({ do: 'plain', subject, start: 0, ...how.plain }));
  }
  for (const start of places) {
    scrolled.ours.push((await worker.ask({ do: 'page', subject, start, ...how.ours })).ms);
    scrolled.plain.push(await worker.ask({ do: 'plain', subject, start, ...how.plain }));
  }
  return [first.ours, first.held, first.plain, scrolled.ours, scrolled.plain].map(spread);
}
