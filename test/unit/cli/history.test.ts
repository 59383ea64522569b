import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../../src/cli/io';
import { findNodeRun, newestRuns } from '../../../src/core/store/history';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { processState } from '../../../src/core/store/processState';
import type { RunRow } from '../../../src/core/store/records';
import type { StoreReader } from '../../../src/core/store/store';
import { Child } from '../../support/child';
import { asOrdinaryUser } from '../../support/ordinaryUser';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { llmflow, temporaryFolder } from './testCommand';

const flow = `llmflow: 1
id: 22220000-aaaa-4bbb-8ccc-000000000007
nodes:
  question: {type: input, content: holidays}
  answer: {type: generation, from: question, llm_provider: openai, model_type: gpt-5-mini, prompt: "{input_data}"}
  result: {type: output, from: answer}
source: rows.csv
processes:
  topic: {column: text, llm_provider: openai, model_type: gpt-5-mini, prompt: "{input_data}"}
  sentiment: text
`;

const files = { 'flows/a.llmflow': flow, 'flows/rows.csv': 'text\nI love it\nI hate it\n', 'docs/leave.md': '# Leave\n\nAll holidays are paid.\n' };

/** A model that says what it took; it fails at what it is asked to. */
const connect: Io['connect'] = () =>
  Promise.resolve(async function* ({ prompt }) {
    await Promise.resolve();
    if (prompt.includes('hate')) throw new Error('I will not.');
    yield { type: 'text' as const, text: '<output>Paid.</output>' };
    yield { type: 'finish' as const, usage: { input_tokens: 1_000, output_tokens: 100 } };
  });

async function reading<T>(folder: string, query: (store: StoreReader) => T): Promise<T> {
  const reader = await openReader(folder);
  try {
    return query(reader);
  } finally {
    await reader.close();
  }
}

const runsIn = (folder: string) => reading(folder, (store) => newestRuns(store, 10));

describe('the history of runs of the command', () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder(files)));
  afterEach(() => remove());

  const command = (args: string[], overrides: Partial<Io> = {}) => llmflow(folder, args, { connect, ...overrides });

  it('has a flow run, with what its nodes said, took and looked up', async () => {
    const looking = flow.replace('nodes:', 'knowledge_base: handbook\nnodes:').replace('{input_data}', '{context} {input_data}');
    await writeFile(path.join(folder, 'flows/a.llmflow'), looking);
    assert.equal((await command(['kb', 'add', 'handbook', 'docs'])).status, 0);
    assert.equal((await command(['run', 'flows/a.llmflow'])).stdout, 'Paid.\n');
    const [run, ...others] = await runsIn(folder);
    assert.ok(run);
    assert.deepEqual(others, []);
    const { kind, status, workflow_id, path: file, input_tokens, output_tokens, error } = run;
    assert.deepEqual([kind, status, workflow_id, file], ['flow', 'completed', '22220000-aaaa-4bbb-8ccc-000000000007', 'flows/a.llmflow']);
    assert.deepEqual([input_tokens, output_tokens, error, run.runner?.pid], [1_000, 100, null, process.pid]);
    assert.ok((run.cost ?? 0) > 0);
    const node = await reading(folder, (store) => findNodeRun(store, run.run_id, 'answer'));
    assert.deepEqual([node?.output, node?.found, node?.knowledge_base, node?.cost], ['Paid.', true, 'handbook', run.cost]);
    assert.deepEqual(node?.passages?.map(({ source }) => source), ['docs/leave.md']);
  });

  it('has a run that failed, with why', async () => {
    assert.equal((await command(['run', 'flows/a.llmflow', '--input', 'question=I hate it'])).status, 1);
    const [run] = await runsIn(folder);
    assert.deepEqual([run?.status, run?.error], ['failed', '“answer” failed: I will not.']);
  });

  it('has a table run, with its counts, tokens, cost and processes', async () => {
    assert.equal((await command(['table', 'flows/a.llmflow'])).status, 1);
    await command(['table', 'flows/a.llmflow', '--process', 'sentiment']);
    const [second, first] = await runsIn(folder);
    const told = (run: RunRow | undefined) => [run?.kind, run?.status, run?.processes, run?.completed, run?.failed, run?.skipped, run?.input_tokens];
    assert.deepEqual(told(first), ['table', 'failed', ['topic', 'sentiment'], 2, 2, 0, 2_000]);
    assert.deepEqual(told(second), ['table', 'failed', ['sentiment'], 0, 1, 1, 0]);
    assert.deepEqual([first?.error, first?.path, (first?.cost ?? 0) > 0], [null, 'flows/a.llmflow', true]);
    assert.equal(first?.workflow_id, second?.workflow_id);
  });

  it('has a table run that could not begin, and one that was cancelled', async () => {
    await writeFile(path.join(folder, 'flows/rows.csv'), 'text\n"never closed\n');
    const { status, stderr } = await command(['table', 'flows/a.llmflow']);
    assert.equal(status, 1);
    await writeFile(path.join(folder, 'flows/rows.csv'), 'text\nlove\n');
    await command(['table', 'flows/a.llmflow'], { interruptible: () => AbortSignal.abort() });
    const [cancelled, failed] = await runsIn(folder);
    assert.deepEqual([failed?.status, cancelled?.status, cancelled?.error], ['failed', 'cancelled', null]);
    assert.ok(failed?.error && stderr.includes(failed.error), stderr);
  });

  it('keeps the last hundred runs of a flow, whatever its table does', async () => {
    const writer = await openWriter(folder, { purpose: 'a test' });
    const row = (number: number): RunRow => ({
      ...{ run_id: `old-${number}`, workflow_id: '22220000-aaaa-4bbb-8ccc-000000000007', kind: 'flow', status: 'completed', path: 'flows/a.llmflow' },
      ...{ started_at: new Date(number * 1_000).toISOString(), ended_at: null, error: null, processes: null, completed: null, failed: null },
      ...{ skipped: null, input_tokens: null, output_tokens: null, cost: null, runner: null },
    });
    await writer.write(Array.from({ length: 100 }, (_, number) => ({ change: 'put-run', row: row(number) })));
    await writer.close();
    await command(['table', 'flows/a.llmflow', '--process', 'sentiment']);
    await command(['run', 'flows/a.llmflow']);
    const ids = await reading(folder, (store) => newestRuns(store, 200).map(({ run_id }) => run_id));
    assert.deepEqual([ids.length, ids.includes('old-0'), ids.includes('old-1')], [101, false, true]);
  });

  it('knows nothing of a workflow from elsewhere', async () => {
    await mkdir(path.join(folder, 'elsewhere'));
    assert.equal((await command(['run', 'flows/a.llmflow', '--workspace', 'elsewhere', '--node', 'question'])).status, 0);
    assert.equal(existsSync(path.join(folder, 'elsewhere/.llmflow')), false);
  });

  describe('where it cannot be written', () => {
    /** The run is what it would have been, and one line says that it is not recorded. */
    async function assertNoted(why: RegExp, run: () => ReturnType<typeof llmflow> = () => command(['run', 'flows/a.llmflow', '--json', '--node', 'question'])): Promise<void> {
      const { status, stdout, stderr } = await run();
      assert.deepEqual([status, stdout.trimEnd().split('\n').length], [0, 4]);
      const [note, ...others] = stderr.trimEnd().split('\n');
      assert.match(note ?? '', /^llmflow: This run is not in the history of runs\. /);
      assert.match(note ?? '', why);
      assert.deepEqual(others, []);
    }

    it('because another process writes: the run is as ever, and says so', async () => {
      const writer = await openWriter(folder, { purpose: 'a long table run' });
      await assertNoted(/is being written by “a long table run” \(process \d+/);
      await writer.close();
      assert.deepEqual(await runsIn(folder), []);
    });

    it('because another process writes, which soon ends: the run waits for it', async () => {
      const writer = await openWriter(folder, { purpose: 'a short table run' });
      const running = command(['run', 'flows/a.llmflow', '--json', '--node', 'question']);
      await setTimeout(200);
      await writer.close();
      assert.deepEqual([(await running).status, (await running).stderr], [0, '']);
      assert.equal((await runsIn(folder)).length, 1);
    });

    it('because the folder is read-only', async function () {
      if (process.platform === 'win32') this.skip();
      await chmod(folder, 0o555);
      try {
        await assertNoted(/this user may not do that there/, () => asOrdinaryUser(() => command(['run', 'flows/a.llmflow', '--json', '--node', 'question'])));
      } finally {
        await chmod(folder, 0o755);
      }
    });

    it('because the database is broken, which stays as it is', async () => {
      await mkdir(path.join(folder, '.llmflow'));
      const file = path.join(folder, '.llmflow/workspace.db');
      await writeFile(file, 'This is no database.');
      await assertNoted(/workspace\.db cannot be read: file is not a database/);
      assert.equal(await readFile(file, 'utf8'), 'This is no database.');
    });
  });

  describe('after kill -9', function () {
    this.timeout(60_000);
    let server: ModelServer;
    beforeEach(async () => {
      server = await startModelServer();
      server.script(() => ({ text: 'Never finished', fault: { type: 'stall', afterChunks: 1 } }));
    });
    afterEach(() => server.close());

    const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

    /** Starts the command, kills it as soon as its run is in the database, and gives the row. */
    async function killed(args: string[]): Promise<RunRow> {
      const child = await Child.start(main, args, { cwd: folder, env: { OPENAI_BASE_URL: server.openaiBaseURL, OPENAI_API_KEY: 'test' } });
      for (;;) {
        const [run] = await runsIn(folder);
        assert.ok(!child.hasEnded, child.errors);
        if (run) {
          assert.ok(run.runner);
          assert.deepEqual([run.status, await processState(run.runner)], ['running', 'running']);
          await child.kill();
          return run;
        }
        await setTimeout(20);
      }
    }

    for (const [what, args] of [['table', ['table', 'flows/a.llmflow']], ['flow', ['run', 'flows/a.llmflow']]] as const) {
      it(`a ${what} run is known to have been interrupted: it goes on, and its process is gone`, async () => {
        const { run_id, kind } = await killed([...args]);
        const [run, ...others] = await runsIn(folder);
        assert.deepEqual([run?.run_id, run?.status, kind, others], [run_id, 'running', what, []]);
        assert.equal(run?.runner && (await processState(run.runner)), 'ended');
        // The next one is another run.
        await command([...args]);
        assert.equal((await runsIn(folder)).length, 2);
      });
    }
  });
});
