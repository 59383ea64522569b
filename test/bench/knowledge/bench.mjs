import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode } from '../support/bundle.mjs';
import { digits, spread, table } from '../support/report.mjs';
import { cores, startWorker } from '../support/worker.mjs';

const full = { sizes: [1_000, 10_000, 100_000], rounds: 3, queries: 200, files: 1_000 };
const quick = { sizes: [1_000], rounds: 1, queries: 20, files: 50 };

const kinds = [
  { kind: 'openai', name: 'vectors of 384 dimensions, and words' },
  { kind: 'lexical', name: 'words' },
];

/** @param {import('../support/bench').BenchOptions} options */
export async function benchKnowledge({ node, isQuick }) {
  const size = isQuick ? quick : full;
  const module = await bundleForNode('knowledge/worker.ts', 'knowledge');
  /** A new process for each question, so that none finds what another has loaded. */
  const ask = async (message) => {
    const worker = await startWorker(module, { execPath: node, core: cores.measured });
    try {
      return await worker.ask(message);
    } finally {
      worker.stop();
    }
  };
  const about = 'Markdown files of ten passages, 120 words each. The embedding model answers at once: what is measured is ours.';
  return [about, await searching(ask, size), await refreshing(ask, size)].join('\n\n');
}

async function searching(ask, { sizes, rounds, queries }) {
  const rows = [];
  const indexRows = [];
  for (const chunks of sizes) {
    await inFolder(async (folder) => {
      await ask({ do: 'write', folder, chunks });
      for (const { kind, name } of kinds) {
        const built = await ask({ do: 'build', folder, kind });
        const searched = await repeat(rounds, () => ask({ do: 'search', folder, kind, queries }));
        const each = searched.map((sample) => sample.each);
        rows.push([
          `${grouped(built.chunks)}, ${name}`,
          digits((built.chunks / built.ms) * 1000),
          spread(searched.map(({ first }) => first)),
          spread(each.map((samples) => quantile(samples, 0.5))),
          spread(each.map((samples) => quantile(samples, 0.95))),
          spread(searched.map(({ mb }) => mb)),
        ]);
      }
      const nearest = await repeat(rounds, () => ask({ do: 'nearest', folder, queries }));
      const scanned = await repeat(rounds, () => ask({ do: 'scan', chunks, queries }));
      indexRows.push([
        grouped(chunks),
        spread(nearest.map(({ load }) => load)),
        ...[0.5, 0.95].flatMap((part) => [spread(nearest.map(({ each }) => quantile(each, part))), spread(scanned.map((each) => quantile(each, part)))]),
      ]);
    });
  }
  return [
    '### Knowledge bases by their passages',
    table(['passages, found by', 'built, a second', 'first answer of a process, ms', 'answer, p50, ms', 'p95, ms', 'memory, MiB'], rows),
    '### The vector index alone (Vectra, read by a codec of ours), beside one pass over a `Float32Array`',
    table(['vectors', 'load, ms', 'p50, ms', 'plain scan, p50, ms', 'p95, ms', 'plain scan, p95, ms'], indexRows),
  ].join('\n\n');
}

async function refreshing(ask, { files, rounds }) {
  const rows = [];
  await inFolder(async (folder) => {
    await ask({ do: 'write', folder, chunks: files * 10 });
    for (const { kind, name } of kinds) {
      await ask({ do: 'build', folder, kind });
      const samples = await repeat(rounds, (round) => ask({ do: 'refresh', folder, kind, round }));
      rows.push([name, spread(samples.map(({ refresh }) => refresh)), spread(samples.map(({ search }) => search))]);
    }
  });
  return [`### One changed file of ${grouped(files)}`, table(['passages found by', 'refresh, ms', 'next answer, ms'], rows)].join('\n\n');
}

async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'llmflow-bench-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function repeat(rounds, measure) {
  const samples = [];
  for (let round = 0; round < rounds; round++) samples.push(await measure(round));
  return samples;
}

function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function grouped(count) {
  return count.toLocaleString('en');
}
