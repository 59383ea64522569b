import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import * as z from 'zod';
import { openReader } from '../../src/core/store/openReader';
import { openWriter } from '../../src/core/store/openWriter';
import type { Question } from '../../src/host/tableRuns/confirmRun';
import { TableRunLenses } from '../../src/host/tableRuns/tableRunLenses';
import { writeTableRunsTo } from '../../src/host/tableRuns/tableRunOutput';
import { TableStandings } from '../../src/host/tableRuns/tableStandings';
import { readTableIdentity } from '../../src/host/tableRuns/tableWorkflow';
import type { TableRunState } from '../../src/shared/tableRun';
import { startModelServer, type ModelServer, type RecordedRequest } from '../support/model-server/modelServer';
import { closeAll, openScratch, until, workspaceFolder, writeScratch } from './support/scratch';
import { createTestServices, type TestServices } from './support/testServices';

describe('a table run', () => {
  let server: ModelServer;
  let services: TestServices;
  let count = 0;

  beforeEach(async () => {
    server = await startModelServer();
    server.script((request) => ({ text: `<output>about ${rowOf(request)}</output>` }));
    services = createTestServices({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiBaseURL });
  });
  afterEach(async () => {
    await services.tableRuns.stop();
    services.dispose();
    await server.close();
    await closeAll();
  });

  const rowOf = ({ prompt }: RecordedRequest) => /row (\d+)/.exec(prompt)?.[1] ?? '';
  const rowsAsked = (from = 0) => server.requests.slice(from).map(rowOf).map(Number).sort((a, b) => a - b);
  const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

  /** A workflow with one process over a file of its own. */
  async function openTable({ rows = 5, model = 'gpt-5-mini', rest = '' } = {}): Promise<vscode.TextDocument> {
    const source = `rows-${++count}.csv`;
    await writeScratch(`text\n${upTo(rows).map((row) => `row ${row}\n`).join('')}`, source);
    return openScratch(`llmflow: 1
llm_provider: openai
model_type: ${model}
source: ${source}
processes:
  topic:
    column: text
    prompt: "{input_data} {output_format}"
${rest}`);
  }

  const outcomeOf = (document: vscode.TextDocument) => {
    const outcome = services.tableRuns.state(document.uri)?.outcome;
    return outcome && { status: outcome.status, completed: outcome.completed, failed: outcome.failed, skipped: outcome.skipped };
  };

  /** The results that stand in the database, by status. */
  async function stored(document: vscode.TextDocument): Promise<Record<string, number>> {
    const store = await openReader(workspaceFolder().fsPath);
    try {
      const { workflow_id } = readTableIdentity(services.documents, document);
      const row = z.object({ status: z.string(), count: z.number() });
      const found = store.query('SELECT status, count(*) AS count FROM results WHERE workflow_id = ? GROUP BY status', [workflow_id], row);
      return Object.fromEntries(found.map((each) => [each.status, each.count]));
    } finally {
      await store.close();
    }
  }

  function lensTitles(document: vscode.TextDocument, standings: TableStandings): string[] {
    const lenses = new TableRunLenses(services.documents, services.tableRuns, standings);
    const titles = lenses.provideCodeLenses(document).map(({ command, range }) => `${range.start.line + 1} ${command?.title ?? ''}`);
    lenses.dispose();
    return titles;
  }

  it('pulls the source, asks about every row, keeps the results, and tells how it goes', async () => {
    const document = await openTable();
    const states: TableRunState[] = [];
    services.tableRuns.onDidChange(({ state }) => states.push(state));
    await services.tableRuns.run(document);
    assert.deepEqual(outcomeOf(document), { status: 'completed', completed: 5, failed: 0, skipped: 0 });
    assert.deepEqual(await stored(document), { Completed: 5 });
    assert.deepEqual(rowsAsked(), upTo(5));
    assert.equal(states[0]?.state, 'pulling');
    const last = states.at(-1);
    assert.equal(last?.state, 'ended');
    assert.deepEqual([last.progress?.process, last.progress?.completed, last.progress?.left], ['topic', 5, 0]);
    assert.ok((last.progress?.cost ?? 0) > 0);
    assert.equal(services.tableRuns.isRunning(document.uri), false);
  });

  it('ends its requests when it is cancelled, and goes on without paying twice', async () => {
    const document = await openTable({ rows: 12 });
    server.script((request) =>
      Number(rowOf(request)) <= 4 ? { text: '<output>done</output>' } : { text: 'never done', fault: { type: 'stall', afterChunks: 1 } },
    );
    const run = services.tableRuns.run(document);
    await until('four rows', () => (services.tableRuns.state(document.uri)?.progress?.completed === 4 ? true : undefined));
    assert.deepEqual(services.tableRuns.running, [document.uri.toString()]);
    services.tableRuns.cancel(document.uri);
    await run;
    assert.deepEqual(outcomeOf(document), { status: 'cancelled', completed: 4, failed: 0, skipped: 0 });
    for (const request of server.requests.filter((each) => Number(rowOf(each)) > 4)) assert.equal(await request.aborted, true);

    server.script(() => ({ text: '<output>done</output>' }));
    const before = server.requests.length;
    await services.tableRuns.run(document);
    assert.deepEqual(outcomeOf(document), { status: 'completed', completed: 8, failed: 0, skipped: 4 });
    assert.deepEqual(rowsAsked(before), upTo(12, 5));
  });

  it('retries the rows that failed, and no others', async () => {
    const document = await openTable({ rows: 9 });
    server.script((request) => (Number(rowOf(request)) % 3 === 0 ? { status: 400, message: 'Not this one.' } : { text: '<output>done</output>' }));
    await services.tableRuns.run(document, { limit: 6 });
    assert.deepEqual(outcomeOf(document), { status: 'failed', completed: 4, failed: 2, skipped: 0 });
    server.script(() => ({ text: '<output>done</output>' }));
    const before = server.requests.length;
    await services.tableRuns.run(document, { retryFailed: true });
    assert.deepEqual(rowsAsked(before), [3, 6]);
    assert.deepEqual(outcomeOf(document), { status: 'completed', completed: 2, failed: 0, skipped: 0 });
    assert.deepEqual(await stored(document), { Completed: 6 });
  });

  it('runs named rows again though they are Completed', async () => {
    const document = await openTable();
    await services.tableRuns.run(document);
    const store = await openReader(workspaceFolder().fsPath);
    const [row] = store.query("SELECT reference_id FROM source_data WHERE data LIKE '%row 2\"%' AND source_connection = ?", [`rows-${count}.csv`], z.object({ reference_id: z.string() }));
    await store.close();
    const before = server.requests.length;
    await services.tableRuns.run(document, { reference_ids: [row?.reference_id ?? ''], rerun: true });
    assert.deepEqual(rowsAsked(before), [2]);
  });

  it('stops at the file’s budget', async () => {
    const document = await openTable({ rows: 40, rest: 'budget: 0.000001\n' });
    services.confirm = () => Promise.resolve('run');
    await services.tableRuns.run(document);
    const state = services.tableRuns.state(document.uri);
    assert.equal(state?.outcome?.status, 'budget');
    assert.match(state.outcome.error ?? '', /budget/);
    assert.ok(server.requests.length < 40);
  });

  it('says who writes the database, and runs once it is free', async () => {
    const document = await openTable();
    const other = await openWriter(workspaceFolder().fsPath, { purpose: 'table run of elsewhere.llmflow' });
    await services.tableRuns.run(document);
    assert.equal(outcomeOf(document)?.status, 'failed');
    assert.match(services.tableRuns.state(document.uri)?.outcome?.error ?? '', /“table run of elsewhere\.llmflow”.*Wait for it to end/);
    assert.equal(server.requests.length, 0);
    await other.close();
    await services.tableRuns.run(document);
    assert.equal(outcomeOf(document)?.status, 'completed');
  });

  it('leaves what stands alone when the source has vanished', async () => {
    const document = await openTable();
    await services.tableRuns.run(document);
    rmSync(vscode.Uri.joinPath(workspaceFolder(), `rows-${count}.csv`).fsPath);
    await services.tableRuns.run(document);
    assert.equal(outcomeOf(document)?.status, 'failed');
    assert.match(services.tableRuns.state(document.uri)?.outcome?.error ?? '', /does not exist/);
    assert.deepEqual(await stored(document), { Completed: 5 });
  });

  it('shares the database with another workflow’s run', async () => {
    const documents = [await openTable({ rows: 6 }), await openTable({ rows: 6 })];
    server.script(() => ({ text: '<output>done</output>', latencyMs: 50 }));
    await Promise.all(documents.map((document) => services.tableRuns.run(document)));
    for (const document of documents) assert.deepEqual(await stored(document), { Completed: 6 });
  });

  describe('that is not cheap', () => {
    it('asks first, with an estimate, and leaves the database free meanwhile', async () => {
      const document = await openTable({ rows: 12, model: 'model-of-ones-own' });
      const questions: Question[] = [];
      services.confirm = async (question) => {
        questions.push(question);
        const other = await openWriter(workspaceFolder().fsPath, { purpose: 'test' });
        await other.close();
        return undefined;
      };
      await services.tableRuns.run(document);
      assert.deepEqual(outcomeOf(document), { status: 'cancelled', completed: 0, failed: 0, skipped: 0 });
      assert.equal(server.requests.length, 0);
      const [{ rows, basis, cost } = { rows: 0, basis: '', cost: 0 }] = questions[0]?.estimate.processes ?? [];
      assert.deepEqual([rows, basis, cost], [12, 'length', null]);
    });

    it('does not wait for an answer when it is cancelled', async () => {
      const document = await openTable({ rows: 12, model: 'model-of-ones-own' });
      services.confirm = () => {
        setTimeout(() => services.tableRuns.cancel(document.uri));
        return new Promise(() => undefined);
      };
      await services.tableRuns.run(document);
      assert.equal(outcomeOf(document)?.status, 'cancelled');
    });

    it('tries ten rows first if that is the answer, and never asks about ten', async () => {
      const document = await openTable({ rows: 12, model: 'model-of-ones-own' });
      let asked = 0;
      services.confirm = () => {
        asked++;
        return Promise.resolve('first-rows');
      };
      await services.tableRuns.run(document);
      assert.deepEqual(rowsAsked(), upTo(10));
      await services.tableRuns.run(document, { limit: 10 });
      assert.equal(asked, 1);
    });
  });

  it('offers over the text what can be done, and says how far it is', async () => {
    const document = await openTable();
    const standings = new TableStandings(services.tableRuns);
    assert.deepEqual(lensTitles(document, standings), ['5 $(run-all) Run table', '5 $(beaker) First 10 rows', '6 $(play) Run process']);
    server.script((request) =>
      rowOf(request) === '1' ? { text: 'never done', fault: { type: 'stall', afterChunks: 1 } } : { status: 400, message: 'Not this one.' },
    );
    const run = services.tableRuns.run(document);
    await until('four failures', () => (services.tableRuns.state(document.uri)?.progress?.failed === 4 ? true : undefined));
    const during = lensTitles(document, standings);
    assert.match(during[0] ?? '', /^5 \$\(sync~spin\) topic: 4 of 5 rows, 4 failed/);
    assert.equal(during[1], '5 $(debug-stop) Cancel');
    assert.match(during[3] ?? '', /^6 \$\(sync~spin\) 4 of 5 rows, 4 failed/);
    services.tableRuns.cancel(document.uri);
    await run;
    const { workflow_id } = readTableIdentity(services.documents, document);
    await until('four failed rows in the standings', () => standings.find(workspaceFolder().fsPath, workflow_id)?.get('topic')?.failed === 4 || undefined);
    const after = lensTitles(document, standings).map((title) => title.replace(/ at [^:]+:\d\d:\d\d.*?:/, ':'));
    assert.deepEqual(after, [
      '5 $(circle-slash) was cancelled: 0 completed, 4 failed',
      '5 $(run-all) Run table',
      '5 $(beaker) First 10 rows',
      '5 $(refresh) Retry failed rows',
      '5 $(debug-continue) Resume',
      '5 $(table) Show results',
      '6 $(warning) 0 completed, 4 failed',
      '6 $(play) Run process',
      '6 $(refresh) Retry failed rows',
    ]);
    standings.dispose();
  });

  it('is written to the output channel, failed rows up to a limit', async () => {
    const document = await openTable({ rows: 25 });
    const lines: string[] = [];
    const listener = writeTableRunsTo({ appendLine: (line) => lines.push(line) }, services.tableRuns);
    server.script(() => ({ status: 400, message: 'Not this one.' }));
    await services.tableRuns.run(document);
    listener.dispose();
    assert.ok(lines.includes(`rows-${count}.csv: rows 25 added, 0 updated, 0 unchanged, 0 removed`), lines.join('\n'));
    assert.equal(lines.filter((line) => /^topic: row .* failed: .*Not this one/.test(line)).length, 20);
    assert.deepEqual(lines.slice(-3), [
      'topic: further rows failed; the tables list them',
      'topic: 0 completed, 25 failed',
      'The table run ended with failed rows: 0 completed, 25 failed.',
    ]);
  });
});
