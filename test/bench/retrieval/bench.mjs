import { bundleForNode } from '../support/bundle.mjs';
import { digits, table } from '../support/report.mjs';
import { cores, startWorker } from '../support/worker.mjs';

const seeds = [7, 11, 23];
const full = { crowds: [{ count: 300, seeds }, { count: 5_000, seeds: [7] }], sizes: [1_000, 10_000, 100_000] };
const quick = { crowds: [{ count: 200, seeds: [7] }], sizes: [1_000] };

const share = (value) => value.toFixed(2);

/** @param {import('../support/bench').BenchOptions} options */
export async function benchRetrieval({ node, isQuick }) {
  const { crowds, sizes } = isQuick ? quick : full;
  const module = await bundleForNode('retrieval/worker.ts', 'retrieval');
  const start = () => startWorker(module, { execPath: node, core: cores.measured, env: { ...process.env, NODE_OPTIONS: '--expose-gc' } });
  const worker = await start();
  const found = [];
  try {
    for (const name of worker.ready) {
      const { alone, heldOut, crowded } = await worker.ask({ do: 'recall', name, crowds });
      const kinds = [alone.keyword, alone.misspelt, alone.paraphrased, alone.all, heldOut, ...crowded.map(({ recall }) => recall)];
      const { buildMs, queryMs } = crowded.at(-1);
      found.push([name, ...kinds.map(share), digits(buildMs), digits(queryMs)]);
    }
  } finally {
    worker.stop();
  }
  const scales = [];
  for (const count of sizes) {
    const fresh = await start();
    try {
      const { buildMs, megabytes, p50, p95 } = await fresh.ask({ do: 'scale', count });
      scales.push([count.toLocaleString('en'), digits(buildMs / 1000), digits(megabytes), digits(p50), digits(p95)]);
    } finally {
      fresh.stop();
    }
  }
  return [
    `Recall@5 over 110 help pages: 20 keyword queries, 20 misspelt, 20 paraphrased, and all of them; then 36 queries that were held out
while constants were chosen by the others; then all 96 among distractors (of ${seeds.length} seeds where there are few), with the time to build
the largest of these indexes and to ask it (ms). One query more or less is 0.01 to 0.03: near ones are equal.`,
    table(['', 'keyword', 'misspelt', 'paraphrased', 'all', 'held out', ...crowds.map(({ count }) => `among ${count.toLocaleString('en')}`), 'build', 'query'], found),
    'The lexical index of LLM Flow over passages of 200 words, of 150,000 different ones:',
    table(['passages', 'build, s', 'memory, MB', 'query p50, ms', 'p95'], scales),
  ].join('\n\n');
}
