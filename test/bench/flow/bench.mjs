import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { bundleForNode } from '../support/bundle.mjs';
import { peerVersion } from '../support/peers.mjs';
import { digits, spread, table, times } from '../support/report.mjs';
import { interleave, median, ratios } from '../support/rounds.mjs';
import { cores, startWorker } from '../support/worker.mjs';
import { answerText } from '../server/answer.mjs';
import { calls, expectedPrompts, sequentialCalls } from './task.mjs';

const folder = join(root, 'test/bench');
const tokens = 40;
const concurrency = 32;
const delay = 20;

const full = { rounds: 7, forMs: 1_500, lengths: [1_000, 4_000, 16_000, 32_000], lengthRounds: 5 };
const quick = { rounds: 2, forMs: 300, lengths: [1_000, 8_000], lengthRounds: 2 };

/** @param {import('../support/bench').BenchOptions} options */
export async function benchFlow({ node, isQuick }) {
  const size = isQuick ? quick : full;
  const workers = [];
  try {
    const server = await startWorker(join(folder, 'server/chatServer.mjs'), { execPath: node, core: cores.serving });
    workers.push(server);
    const contenders = [];
    for (const { name, module } of await modules()) {
      const args = [module, server.ready];
      const worker = await startWorker(join(folder, 'flow/worker.mjs'), { execPath: node, core: cores.measured, args, env: withoutTracing() });
      workers.push(worker);
      contenders.push({ name, worker });
    }
    await checkPrompts(contenders, server);
    const about = `Five streamed model calls a run, made of a local server that speaks OpenAI's protocol, with the same prompts by all; every
output is compared with what the server sent. Rivet is spared counting tokens, which it does by default.`;
    return [about, await throughput(contenders, size), await overhead(contenders, size), await linearity(contenders, size)].join('\n\n');
  } finally {
    for (const worker of workers) worker.stop();
  }
}

/** Ours comes first: the others are compared with it. */
async function modules() {
  const at = (file) => join(folder, 'flow/contenders', file);
  const [openai, langgraph, chatOpenAi, rivet] = await Promise.all(
    ['openai', '@langchain/langgraph', '@langchain/openai', '@ironclad/rivet-node'].map(peerVersion),
  );
  return [
    { name: '**LLM Flow**', module: await bundleForNode('flow/contenders/llmflow.ts', 'flow-llmflow') },
    { name: `openai SDK ${openai}, the calls made by hand`, module: at('openaiSdk.mjs') },
    { name: `LangGraph ${langgraph}, ChatOpenAI ${chatOpenAi}`, module: at('langgraph.mjs') },
    { name: `Rivet (rivet-node ${rivet})`, module: at('rivet.mjs') },
    { name: '`node:http` by hand, nothing checked', module: at('nodeHttp.mjs') },
  ];
}

/** LangChain would send what it does to a server if the user's shell says so. */
function withoutTracing() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LANGSMITH|LANGCHAIN|OPENAI)_/.test(name)));
}

/** All make the same five calls with the same prompts, or nothing is compared. */
async function checkPrompts(contenders, server) {
  const expected = JSON.stringify(expectedPrompts(answerText(tokens)));
  for (const { name, worker } of contenders) {
    await worker.ask({ do: 'once', what: 'runFlow', path: `/recorded/${tokens}/0`, tokens });
    const sent = JSON.stringify(await server.ask({ do: 'recorded' }));
    if (sent !== expected) throw new Error(`${name} sent other prompts than the task has: ${sent}`);
  }
}

async function throughput(contenders, { rounds, forMs }) {
  const samples = await measureAll(contenders, rounds, { what: 'runFlow', concurrency, forMs, path: `/${tokens}/0`, tokens });
  const rates = (contender) => samples.get(contender).map(({ runs, ms }) => (runs / ms) * 1000);
  const cpu = (contender) => samples.get(contender).map(({ runs, cpuMs }) => cpuMs / runs / calls);
  const [ours] = contenders;
  const rows = contenders.map((contender) => [
    contender.name,
    spread(rates(contender)),
    contender === ours ? '' : times(ratios(rates(ours), rates(contender))),
    spread(cpu(contender)),
  ]);
  return [
    `### Throughput: ${concurrency} runs at once, no latency, answers of ${tokens} tokens`,
    table(['', 'runs a second', 'LLM Flow beside it', 'CPU ms a call'], rows),
  ].join('\n\n');
}

async function overhead(contenders, { rounds, forMs }) {
  const criticalPath = sequentialCalls * delay;
  const samples = await measureAll(contenders, rounds, { what: 'runFlow', concurrency: 1, forMs, path: `/${tokens}/${delay}`, tokens });
  const rows = contenders.map((contender) => {
    const run = samples.get(contender).map(({ runs, ms }) => ms / runs);
    const over = median(run) - criticalPath;
    return [contender.name, spread(run), digits(over), `${digits((over / criticalPath) * 100)} %`];
  });
  return [
    `### Overhead: one run at a time, ${delay} ms until each answer begins (critical path ${criticalPath} ms)`,
    table(['', 'ms a run', 'over the critical path', 'overhead'], rows),
    "The server's own timer is in all of these: `node:http` shows how much of it.",
  ].join('\n\n');
}

async function linearity(contenders, { lengths, lengthRounds, forMs }) {
  const cases = lengths.flatMap((length) => contenders.map(({ name, worker }) => ({ name, worker, length })));
  const measure = ({ worker, length }, ms) =>
    worker.ask({ do: 'during', what: 'ask', concurrency: 1, forMs: ms, path: `/${length}/0`, tokens: length });
  for (const each of cases) if (each.length === lengths[0]) await measure(each, forMs);
  const samples = await interleave(cases, lengthRounds, (each) => measure(each, forMs / 5));
  const perToken = (name, length) => {
    const each = cases.find((one) => one.name === name && one.length === length);
    return samples.get(each).map(({ runs, cpuMs }) => (cpuMs * 1000) / runs / length);
  };
  const [shortest, longest] = [lengths[0], lengths.at(-1)];
  const rows = contenders.map(({ name }) => [
    name,
    ...lengths.map((length) => spread(perToken(name, length))),
    times(ratios(perToken(name, longest), perToken(name, shortest))),
  ]);
  const grouped = (count) => count.toLocaleString('en');
  return [
    '### Length of the answer: one generation, one at a time, CPU microseconds a token',
    table(['', ...lengths.map((length) => `${grouped(length)} tokens`), `${grouped(longest)} beside ${grouped(shortest)}`], rows),
    'Linear is 1 × or less in the last column.',
  ].join('\n\n');
}

/** A round to warm up, which is not counted, then the rounds. */
async function measureAll(contenders, rounds, what) {
  const measure = ({ worker }) => worker.ask({ do: 'during', ...what });
  await interleave(contenders, 1, measure);
  return interleave(contenders, rounds, measure);
}
