import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { resultRow } from '../../../src/core/store/records';
import { readFixture } from '../../support/fixtures';
import { llmflow, temporaryFolder } from './testCommand';

const flow = `llmflow: 1
id: 22220000-aaaa-4bbb-8ccc-000000000001
name: Workflow 1
source: reviews.csv
processes:
  sentiment: data_column_1
  summarization: data_column_2
`;

const event = z.object({
  event: z.string(),
  process: z.string().optional(),
  result: z.string().optional(),
  completed: z.number().optional(),
  failed: z.number().optional(),
  skipped: z.number().optional(),
});

describe('the table commands', () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder({ 'reviews.llmflow': flow, 'reviews.csv': readFixture('reviews.csv') })));
  afterEach(() => remove());

  const run = (...args: string[]) => llmflow(folder, args);
  const events = async (...args: string[]) => {
    const { stdout } = await run('table', 'reviews.llmflow', '--json', ...args);
    return stdout
      .trim()
      .split('\n')
      .map((line) => event.parse(JSON.parse(line)));
  };
  const results = async (...args: string[]) => {
    const { stdout } = await run('results', 'reviews.llmflow', '--format', 'jsonl', ...args);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => resultRow.parse(JSON.parse(line)));
  };

  it('ingest pulls the source, and says how many rows are new', async () => {
    assert.deepEqual(await run('ingest', 'reviews.llmflow'), { status: 0, stdout: '3 added, 0 updated, 0 unchanged, 0 removed\n', stderr: '' });
    await writeFile(path.join(folder, 'reviews.csv'), readFixture('reviews.csv').replace('This is boring.', 'This is great.').concat('Fine.,Short.\n'));
    assert.equal((await run('ingest', 'reviews.llmflow')).stdout, '1 added, 1 updated, 2 unchanged, 0 removed\n');
  });

  it('table completes one process for every row before the next begins', async () => {
    const { status, stdout, stderr } = await run('table', 'reviews.llmflow');
    assert.deepEqual([status, stdout], [0, '']);
    assert.match(stderr, /reviews\.csv: 3 added/);
    assert.match(stderr, /The table run completed: 6 completed, 0 failed, 0 skipped\./);
    assert.deepEqual(
      (await results()).map(({ process_name, result, status: row }) => [process_name, result, row]),
      [
        ['sentiment', 'Positive', 'Completed'],
        ['sentiment', 'Negative', 'Completed'],
        ['sentiment', 'Positive', 'Completed'],
        ['summarization', 'The plot was great.', 'Completed'],
        ['summarization', 'It dragged a lot.', 'Completed'],
        ['summarization', 'Best part ever.', 'Completed'],
      ],
    );
  });

  it('runs nothing twice: a second run skips what is completed, an edited row runs alone', async () => {
    await run('table', 'reviews.llmflow');
    const second = await events();
    assert.ok(second.every(({ event: name }) => name !== 'row-completed'));
    assert.deepEqual(
      second.filter(({ event: name }) => name === 'process-ended').map(({ process, completed, skipped }) => [process, completed, skipped]),
      [['sentiment', 0, 3], ['summarization', 0, 3]],
    );
    await writeFile(path.join(folder, 'reviews.csv'), readFixture('reviews.csv').replace('This is boring.', 'This is wonderful.'));
    const third = await events();
    assert.deepEqual(
      third.filter(({ event: name }) => name === 'row-completed').map(({ process, result }) => [process, result]),
      [['sentiment', 'Positive']],
    );
  });

  it('runs the processes and the rows that are asked for', async () => {
    const told = await events('--process', 'summarization', '--limit', '2', '--concurrency', '1');
    assert.deepEqual(told.map(({ event: name }) => name), ['process-started', 'row-completed', 'row-completed', 'process-ended', 'table-ended']);
    assert.deepEqual((await results('--process', 'sentiment')).length, 0);
    assert.deepEqual((await results('--process', 'summarization', '--status', 'Completed')).length, 2);
  });

  it('lists results in the order of processes and source rows, whenever they came; what is gone comes last', async () => {
    await run('table', 'reviews.llmflow', '--process', 'summarization', '--limit', '2');
    await run('table', 'reviews.llmflow');
    const reviews = readFixture('reviews.csv').trimEnd().split('\n');
    const [header, first, second, third] = reviews;
    await writeFile(path.join(folder, 'reviews.csv'), [header, third, first, ''].join('\n'));
    await run('ingest', 'reviews.llmflow');
    assert.match(second ?? '', /boring/);
    assert.deepEqual(
      (await results()).map(({ process_name, result }) => [process_name, result]),
      [
        ...['Positive', 'Positive', 'Negative'].map((result) => ['sentiment', result]),
        ...['Best part ever.', 'The plot was great.', 'It dragged a lot.'].map((result) => ['summarization', result]),
      ],
    );
  });

  it('prints results for people, and as CSV', async () => {
    await run('table', 'reviews.llmflow', '--process', 'sentiment');
    assert.match((await run('results', 'reviews.llmflow')).stdout, /^reference_id .*\n[0-9a-f-]{36} {2}sentiment +Completed +Positive\n/);
    const [header, ...lines] = (await run('results', 'reviews.llmflow', '--format', 'csv')).stdout.split('\r\n');
    assert.equal(header, Object.keys(resultRow.shape).join(','));
    assert.equal(lines.length, 4);
  });

  it('keeps the database out of git, in .llmflow of the workspace', async () => {
    await run('ingest', 'reviews.llmflow');
    assert.equal(await readFile(path.join(folder, '.llmflow', '.gitignore'), 'utf8'), '*\n');
  });

  it('goes on where it was interrupted', async () => {
    const controller = new AbortController();
    let answers = 0;
    const interrupted = await llmflow(folder, ['table', 'reviews.llmflow', '--concurrency', '1'], {
      interruptible: () => controller.signal,
      connect: () =>
        Promise.resolve(async function* (_request, signal) {
          if (++answers === 3) controller.abort();
          await Promise.resolve();
          signal.throwIfAborted();
          yield { type: 'text' as const, text: `<output>answer ${answers}</output>` };
          yield { type: 'finish' as const };
        }),
    });
    assert.equal(interrupted.status, 1);
    assert.deepEqual((await results()).map(({ result }) => result), ['answer 1', 'answer 2']);
    assert.deepEqual(
      (await events()).filter(({ event: name }) => name === 'process-ended').map(({ completed, skipped }) => [completed, skipped]),
      [[1, 2], [3, 0]],
    );
  });

  describe('over many rows of a model that costs', () => {
    const connect = () =>
      Promise.resolve(async function* () {
        await Promise.resolve();
        yield { type: 'text' as const, text: '<output>plot</output>' };
        yield { type: 'finish' as const, usage: { input_tokens: 10, output_tokens: 2 } };
      });
    const table = (...args: string[]) => llmflow(folder, ['table', 'reviews.llmflow', ...args], { connect });
    beforeEach(async () => {
      await writeFile(path.join(folder, 'reviews.llmflow'), `${flow.slice(0, flow.indexOf('  summarization'))}llm_provider: openai\nmodel_type: gpt-5-mini\n`);
      await writeFile(path.join(folder, 'reviews.csv'), `data_column_1\n${Array.from({ length: 100 }, (_, row) => `review ${row}\n`).join('')}`);
    });

    it('tells the estimate, by length and then by the rows that ran, and how far it is', async () => {
      const { stderr } = await table('--limit', '10');
      assert.match(stderr, /^estimate: sentiment: 10 rows, about .* tokens, about \$.* \(from the length of the texts\)$/m);
      const second = await table();
      assert.match(second.stderr, /^estimate: sentiment: 90 rows, about 1\.1K tokens, about \$0\.00059 \(from 10 rows that ran\)$/m);
      assert.match(second.stderr, /^sentiment: 50 of 100 rows, .*480 tokens, \$0\.00026$/m);
      assert.doesNotMatch((await table()).stderr, /estimate/, 'nothing is left to pay for');
    });

    it('prints neither with --json', async () => {
      assert.doesNotMatch((await table('--json')).stderr, /estimate|50 of/);
    });
  });

  it('says what stands against a run', async () => {
    await writeFile(path.join(folder, 'reviews.csv'), 'other\n1\n');
    const { status, stderr } = await run('table', 'reviews.llmflow');
    assert.equal(status, 1);
    assert.match(stderr, /process\/unknown-column/);
    assert.match(stderr, /the table of “reviews\.llmflow” cannot run: 2 conditions are not satisfied/);
    assert.equal((await run('table', 'reviews.llmflow', '--process', 'nobody')).status, 2);
    assert.equal((await run('table', 'reviews.llmflow', '--limit', 'x')).status, 2);
    assert.equal((await run('results', 'reviews.llmflow', '--status', 'Lost')).status, 2);
  });

  it('runs a table workflow that has no graph, and one whose graph is incomplete but unused', async () => {
    await writeFile(path.join(folder, 'reviews.llmflow'), `${flow}nodes:\n  lonely: {type: generation}\n`);
    assert.equal((await run('table', 'reviews.llmflow')).status, 0);
    await writeFile(path.join(folder, 'reviews.llmflow'), `${flow}  verdict: {column: data_column_1, flow: self}\nnodes:\n  lonely: {type: generation}\n`);
    assert.equal((await run('table', 'reviews.llmflow')).status, 1);
  });
});
