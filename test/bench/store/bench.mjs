import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode } from '../support/bundle.mjs';
import { digits, spread, table, times } from '../support/report.mjs';
import { interleave, ratios } from '../support/rounds.mjs';
import { cores, startWorker } from '../support/worker.mjs';

const full = { results: 20_000, rounds: 5, sizes: [1_000, 100_000, 500_000], openings: 5 };
const quick = { results: 2_000, rounds: 1, sizes: [1_000, 5_000], openings: 1 };

const contenders = [
  { name: '**LLM Flow**', what: 'Ours', file: '.llmflow/workspace.db' },
  { name: '`node:sqlite`, WAL, `synchronous = FULL`', what: 'Native', file: 'native.db' },
];

/** @param {import('../support/bench').BenchOptions} options */
export async function benchStore({ node, isQuick }) {
  const size = isQuick ? quick : full;
  const module = await bundleForNode('store/worker.ts', 'store');
  const about = `Results of 500 bytes. LLM Flow's store is SQLite in memory with a synced journal; beside it stands SQLite itself.`;
  return [about, await writing(node, module, size), await opening(node, module, size)].join('\n\n');
}

/** @param {(ask: (message: object) => Promise<any>, folder: string) => Promise<T>} work @template T */
async function inWorker(node, module, folder, work) {
  const worker = await startWorker(module, { execPath: node, core: cores.measured });
  try {
    return await work((message) => worker.ask({ ...message, folder }));
  } finally {
    worker.stop();
  }
}

async function writing(node, module, { results, rounds }) {
  const measure = async ({ what, file }) => {
    const folder = await mkdtemp(join(tmpdir(), 'llmflow-bench-'));
    try {
      const { ms, bytes } = await inWorker(node, module, folder, (ask) => ask({ do: `write${what}`, results }));
      return { rate: (results / ms) * 1000, amplification: bytes / (await stat(join(folder, file))).size };
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  await interleave(contenders, 1, measure);
  const samples = await interleave(contenders, rounds, measure);
  const of = (contender, figure) => samples.get(contender).map((sample) => sample[figure]);
  const [ours] = contenders;
  const rows = contenders.map((contender) => [
    contender.name,
    spread(of(contender, 'rate')),
    contender === ours ? '' : times(ratios(of(ours, 'rate'), of(contender, 'rate'))),
    spread(of(contender, 'amplification')),
  ]);
  return [
    `### ${grouped(results)} results, 64 of them waiting to be durable at a time`,
    table(['', 'acknowledged a second', 'LLM Flow beside it', 'bytes written for each byte of the closed file'], rows),
  ].join('\n\n');
}

async function opening(node, module, { sizes, openings }) {
  const lines = [];
  for (const results of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'llmflow-bench-'));
    try {
      await inWorker(node, module, folder, (ask) => ask({ do: 'fill', results }));
      await inWorker(node, module, folder, (ask) => ask({ do: 'writeNative', results }));
      const samples = await interleave(contenders, openings, ({ what }) => inWorker(node, module, folder, (ask) => ask({ do: `open${what}`, results })));
      const { size } = await stat(join(folder, contenders[0].file));
      lines.push([grouped(results), digits(size / 2 ** 20), ...contenders.map((contender) => spread(samples.get(contender)))]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return [
    '### Opening, in a process that has just started: ms until the results are counted',
    table(['results', 'file, MiB', ...contenders.map(({ name }) => name)], lines),
    'LLM Flow reads the whole file into memory, and loads SQLite as WebAssembly first; SQLite itself reads what it is asked for.',
  ].join('\n\n');
}

function grouped(count) {
  return count.toLocaleString('en');
}
