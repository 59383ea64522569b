// npm run bench: measures LLM Flow beside others (`npm run bench -- flow canvas diagnostics` for some of it; `--quick` only
// shows that it works). A whole run that is not quick writes test/bench/RESULTS.md.
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findNode24 } from './lib/node24.mjs';
import { root } from './lib/paths.mjs';

// What the benches need is imported when they run: nothing but Node is there at first.
const benches = {
  flow: async (options) => (await import('../test/bench/flow/bench.mjs')).benchFlow(options),
  table: async (options) => (await import('../test/bench/table/bench.mjs')).benchTable(options),
  store: async (options) => (await import('../test/bench/store/bench.mjs')).benchStore(options),
  knowledge: async (options) => (await import('../test/bench/knowledge/bench.mjs')).benchKnowledge(options),
  tableView: async (options) => (await import('../test/bench/tableView/bench.mjs')).benchTableView(options),
  canvas: async (options) => (await import('../test/bench/canvas/bench.mjs')).benchCanvas(options),
  diagnostics: async (options) => (await import('../test/bench/diagnostics/bench.mjs')).benchDiagnostics(options),
  retrieval: async (options) => (await import('../test/bench/retrieval/bench.mjs')).benchRetrieval(options),
};

const titles = {
  flow: 'Running a flow: input → 3 generations → ensemble → validation → output',
  table: 'Running a table: one prompt over every row',
  store: 'The workspace database: durable results',
  knowledge: 'Knowledge bases: building, loading, searching',
  tableView: 'Looking at a large table',
  canvas: 'Opening a large workflow as a canvas',
  diagnostics: 'From a keystroke to diagnostics',
  retrieval: 'Finding passages without a model',
};

const isQuick = process.argv.includes('--quick');
const named = process.argv.slice(2).filter((argument) => argument !== '--quick');
const unknown = named.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. The benches are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

await ensureDependencies();
const { ensurePeers } = await import('../test/bench/support/peers.mjs');
await ensurePeers();
// What VS Code's extension host runs, and what the newest of the others ask for.
const node = await findNode24();

const sections = [];
for (const [name, bench] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.error(`Measuring ${name} …`);
  const section = `## ${titles[name]}\n\n${await bench({ node, isQuick })}`;
  console.log(`\n${section}`);
  sections.push(section);
}

if (named.length === 0 && !isQuick) {
  const file = join(root, 'test/bench/RESULTS.md');
  await writeFile(file, `${[await preface(node), ...sections].join('\n\n')}\n`);
  console.error(`Written to test/bench/RESULTS.md.`);
}

async function preface(node) {
  const { versionOf, canPin } = await import('../test/bench/support/machine.mjs');
  return [
    '# Measured',
    `By \`npm run bench\` on ${availableParallelism()} cores (${process.platform}, ${process.arch}), Node ${versionOf(node)}${canPin ? ', each Node process on one core' : ''}.
All contenders are measured in turns in one run; a figure is the median of its rounds, with the lowest and the highest.
Trust the ratios: absolute figures are this machine's.`,
  ].join('\n\n');
}
