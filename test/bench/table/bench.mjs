import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { bundleForNode } from '../support/bundle.mjs';
import { peerVersion } from '../support/peers.mjs';
import { digits, spread, table, times } from '../support/report.mjs';
import { interleave, median, ratios } from '../support/rounds.mjs';
import { measureProcess } from '../support/wholeProcess.mjs';
import { cores, startWorker } from '../support/worker.mjs';
import { answerText } from '../server/answer.mjs';
import { installPromptfoo, promptfooVersion } from './promptfoo.mjs';
import { tokens, writeTask } from './task.mjs';

const folder = join(root, 'test/bench');
const concurrency = 32;
const delay = 20;
/** Of each of V8's semi-spaces, in the second measurement of memory. */
const youngMb = 16;

const full = { rows: 10_000, promptfooRows: 2_000, rounds: 5, promptfooRounds: 3, sizes: [1_000, 10_000, 100_000] };
const quick = { rows: 500, promptfooRows: 100, rounds: 1, promptfooRounds: 1, sizes: [200, 1_000] };

/** @param {import('../support/bench').BenchOptions} options */
export async function benchTable({ node, isQuick }) {
  const size = isQuick ? quick : full;
  const server = await startWorker(join(folder, 'server/chatServer.mjs'), { execPath: node, core: cores.serving });
  try {
    const command = await bundleForNode('../../src/cli/main.ts', 'table-llmflow');
    const about = `Every row of a CSV file (250 characters a row) is one streamed call of a local server that speaks OpenAI's protocol, with an answer of
${tokens} tokens, at concurrency ${concurrency}. Each contender is a process of its own from its start to its end. LLM Flow's is the real command,
\`llmflow table\`, into an empty workspace: it takes the rows in, and each answer is on the disk before it counts; that all are
there is asked of SQLite afterwards.`;
    return [about, await speed(server, command, node, size), await memory(server, command, node, size)].join('\n\n');
  } finally {
    server.stop();
  }
}

async function speed(server, command, node, { rows, promptfooRows, rounds, promptfooRounds }) {
  const [openai, queue] = await Promise.all(['openai', 'p-queue'].map(peerVersion));
  const ours = { name: '**LLM Flow**, each row durable', rows, run: runCommand(command) };
  const loop = { name: `openai SDK ${openai} with p-queue ${queue}, nothing stored`, rows, run: runSdkLoop };
  const peer = { name: `promptfoo ${promptfooVersion} (${grouped(promptfooRows)} rows)`, rows: promptfooRows, run: runPromptfoo(await installPromptfoo()) };
  const measure = (contender) => measureRun(server, node, contender, delay);
  await interleave([{ ...ours, rows: 200 }, { ...loop, rows: 200 }], 1, measure);
  const samples = new Map([...(await interleave([ours, loop], rounds, measure)), ...(await interleave([peer], promptfooRounds, measure))]);

  const ideal = (concurrency / delay) * 1000;
  const rates = (contender) => samples.get(contender).map(({ spanMs }) => (contender.rows / spanMs) * 1000);
  const cells = (contender) => {
    const runs = samples.get(contender);
    const beside = rates(ours).slice(0, runs.length);
    return [
      contender.name,
      spread(rates(contender)),
      digits(median(rates(contender)) / ideal),
      contender === ours ? '' : times(ratios(beside, rates(contender))),
      spread(runs.map(({ ms }) => (contender.rows / ms) * 1000)),
      spread(runs.map(({ cpuMs }) => cpuMs / contender.rows)),
      spread(runs.map(({ peakMb }) => peakMb)),
    ];
  };
  return [
    `### ${grouped(rows)} rows, ${delay} ms until each answer`,
    table(
      ['', 'rows a second', 'of the ideal', 'LLM Flow beside it', 'start and end included', 'CPU ms a row', 'peak memory, MiB'],
      [[`ideal: ${concurrency} ÷ ${delay} ms`, digits(ideal), '1', '', '', '', ''], ...[ours, loop, peer].map(cells)],
    ),
    `From the first request's arrival to the last answer's end, as the server sees it; and from the process's start to its end. promptfoo
does not stream, and stores its results in a database of its own.`,
  ].join('\n\n');
}

async function memory(server, command, node, { sizes }) {
  const lines = [];
  for (const rows of sizes) {
    const asItIs = await measureRun(server, node, { rows, run: runCommand(command) }, 0);
    const held = await measureRun(server, node, { rows, run: runCommand(command, [`--max-semi-space-size=${youngMb}`]) }, 0);
    lines.push([grouped(rows), digits(asItIs.databaseMb), digits(asItIs.peakMb), digits(held.peakMb)]);
  }
  return [
    '### LLM Flow: memory by the number of rows, no latency',
    table(['rows', 'database, MiB', 'peak memory, MiB', `the same, \`node --max-semi-space-size=${youngMb}\``], lines),
    `Node gives V8 up to 128 MiB for what is soon garbage, and V8 takes it as work goes on, however many rows there are: the fourth column is
with less of that, and shows what the rows themselves take.`,
  ].join('\n\n');
}

/** One run in a folder of its own. */
async function measureRun(server, node, { rows, run }, delayMs) {
  const cwd = await mkdtemp(join(tmpdir(), 'llmflow-bench-'));
  try {
    const baseURLs = { streamed: `${server.ready}/${tokens}/${delayMs}/v1`, whole: `${server.ready}/whole/${tokens}/${delayMs}/v1` };
    await writeTask(cwd, rows, baseURLs);
    await server.ask({ do: 'span' });
    const measured = await run(node, cwd, rows, baseURLs);
    const { requests, ms: spanMs } = await server.ask({ do: 'span' });
    if (requests !== rows) throw new Error(`There were ${requests} requests for ${rows} rows.`);
    return { ...measured, spanMs };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function runCommand(command, flags = []) {
  return async (node, cwd, rows, { streamed }) => {
    const env = { OPENAI_BASE_URL: streamed, OPENAI_API_KEY: 'bench' };
    const measured = await measureProcess(node, [...flags, command, 'table', 'rows.llmflow', '--concurrency', String(concurrency)], { cwd, env });
    const database = join(cwd, '.llmflow/workspace.db');
    const stored = Number(execFileSync(node, ['--no-warnings', join(folder, 'table/countResults.mjs'), database, answerText(tokens)], { encoding: 'utf8' }));
    if (stored !== rows) throw new Error(`${stored} of ${rows} rows are stored with their answer.`);
    return { ...measured, databaseMb: (await stat(database)).size / 2 ** 20 };
  };
}

async function runSdkLoop(node, cwd, rows, { streamed }) {
  const env = { OPENAI_BASE_URL: streamed, OPENAI_API_KEY: 'bench' };
  const measured = await measureProcess(node, [join(folder, 'table/contenders/sdkLoop.mjs'), String(concurrency)], { cwd, env });
  const answers = (await readFile(join(cwd, 'answers.jsonl'), 'utf8')).trimEnd().split('\n');
  const expected = JSON.stringify(answerText(tokens));
  if (answers.length !== rows || answers.some((answer) => answer !== expected)) throw new Error('The SDK loop did not get every answer.');
  return measured;
}

function runPromptfoo(command) {
  return (node, cwd) => {
    const options = ['-c', 'promptfooconfig.json', '--no-cache', '--no-table', '--no-progress-bar', '-j', String(concurrency)];
    const quiet = { PROMPTFOO_DISABLE_TELEMETRY: '1', PROMPTFOO_DISABLE_UPDATE: '1', PROMPTFOO_DISABLE_REMOTE_GENERATION: '1' };
    return measureProcess(node, [command, 'eval', ...options], { cwd, env: { PROMPTFOO_CONFIG_DIR: join(cwd, 'promptfoo'), ...quiet } });
  };
}

function grouped(count) {
  return count.toLocaleString('en');
}
