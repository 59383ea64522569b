import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { HistoryWriter } from '../../../src/core/history/historyWriter';
import type { RunEventBody } from '../../../src/core/run/events';
import { RunRecorder } from '../../../src/core/run/runRecorder';
import { findNodeRun, newestRuns } from '../../../src/core/store/history';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { TableRunRecorder } from '../../../src/core/tables/tableRunRecorder';
import { WorkspaceStores } from '../../../src/host/store/workspaceStores';
import { emptyFolder } from '../../support/temporary';
import { ManualClock } from './manualClock';

/** Waits for what the disk does. */
async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 2_000 && !condition(); turns++) await setTimeout(1);
  assert.ok(condition(), 'waited in vain');
}

describe('the writer of the history', () => {
  let folder: string;
  let clock: ManualClock;
  let warnings: string[];
  let written: number;
  let opened: string[];
  /** Thrown instead of writing, while there is one. */
  let fault: Error | undefined;
  let attempts: number;
  let writer: HistoryWriter;
  let runs: number;

  beforeEach(() => {
    folder = emptyFolder();
    clock = new ManualClock();
    [warnings, opened, written, attempts, runs, fault] = [[], [], 0, 0, 0, undefined];
    const stores = new WorkspaceStores((message) => warnings.push(message));
    writer = new HistoryWriter({
      write: (purpose, work) => {
        attempts++;
        if (fault) return Promise.reject(fault);
        opened.push(purpose);
        return stores.write(folder, purpose, work);
      },
      clock,
      warn: (message) => warnings.push(message),
      onWritten: () => written++,
    });
  });

  /** A run of a node `a`; each event is one second after the one before. */
  function begin(path = 'a.llmflow') {
    const run_id = `run-${++runs}`;
    let seq = 0;
    const event = <B extends RunEventBody>(body: B) => ({ ...body, run: run_id, seq: ++seq, time: new Date(Date.UTC(2026, 10, 20, 10, runs, seq)).toISOString() });
    const recorder = new RunRecorder({ workflow_id: path, path }, event({ event: 'run-started', nodes: ['a'] }));
    const tell = (body: RunEventBody) => {
      recorder.add(event(body));
      writer.changed(recorder);
    };
    writer.changed(recorder);
    return {
      complete: () => tell({ event: 'node-completed', node: 'a', output: 'o', description: 'd', found: true }),
      end: () => tell({ event: 'run-ended', status: 'completed' }),
    };
  }

  async function read<T>(query: (store: Awaited<ReturnType<typeof openReader>>) => T): Promise<T> {
    const reader = await openReader(folder);
    try {
      return query(reader);
    } finally {
      await reader.close();
    }
  }

  it('writes a run that is over at once, and once', async () => {
    const run = begin();
    run.complete();
    run.end();
    clock.pass(0);
    await until(() => written === 1);
    assert.deepEqual(opened, ['record of the run of a.llmflow']);
    assert.deepEqual(await read((store) => newestRuns(store, 5).map(({ run_id, status }) => [run_id, status])), [['run-1', 'completed']]);
    assert.deepEqual(writer.waiting, []);
    assert.deepEqual(clock.waits, []);
  });

  it('writes each outcome soon after it is known, what comes together in one go', async () => {
    const [first, second] = [begin('a.llmflow'), begin('b.llmflow')];
    clock.pass(400);
    first.complete();
    assert.equal(attempts, 0);
    clock.pass(100);
    await until(() => written === 1);
    assert.deepEqual(opened, ['record of the run of a.llmflow, b.llmflow']);
    assert.equal((await read((store) => findNodeRun(store, 'run-1', 'a')))?.status, 'completed');
    assert.equal((await read((store) => newestRuns(store, 5))).every(({ status }) => status === 'running'), true);
    assert.deepEqual(clock.waits, [], 'nothing to do until more is known');
    first.end();
    second.end();
    clock.pass(0);
    await until(() => written === 2);
    assert.deepEqual(writer.waiting, []);
  });

  it('tries again while another process writes, tells it once, and loses nothing', async () => {
    const other = await openWriter(folder, { purpose: 'a table run' });
    const run = begin();
    run.complete();
    run.end();
    const waited: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt++) {
      clock.pass(clock.waits[0] ?? 0);
      await until(() => attempts === attempt && clock.waits.length === 1);
      waited.push(clock.waits[0]!);
    }
    assert.deepEqual(waited, [1_000, 4_000, 15_000, 60_000, 60_000, 60_000]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /not being recorded.*“a table run” \(process \d+/);
    await other.close();
    clock.pass(60_000);
    await until(() => written === 1);
    assert.equal((await read((store) => newestRuns(store, 5))).length, 1);
  });

  it('keeps a bounded number of runs in mind while the database cannot be written', async () => {
    fault = new Error('The disk is full.');
    for (let count = 0; count < 30; count++) begin().end();
    clock.pass(0);
    await until(() => attempts === 1 && clock.waits.length === 1);
    assert.deepEqual([writer.waiting.length, writer.waiting[0]?.run.run_id], [20, 'run-11']);
    fault = undefined;
    clock.pass(1_000);
    await until(() => written === 1);
    assert.equal((await read((store) => newestRuns(store, 50))).length, 20);
  });

  it('keeps the last hundred runs of each workflow', async () => {
    begin('b.llmflow').end();
    clock.pass(0);
    await until(() => written === 1);
    for (let count = 0; count < 105; count += 15) {
      const before = written;
      for (let each = 0; each < 15; each++) {
        const run = begin();
        run.complete();
        run.end();
      }
      clock.pass(0);
      await until(() => written === before + 1);
    }
    const ids = await read((store) => newestRuns(store, 500).map(({ run_id }) => run_id));
    assert.equal(ids.length, 101);
    assert.ok(ids.includes('run-1') && ids.includes('run-7') && !ids.includes('run-6'));
    const count = z.object({ count: z.number() });
    assert.deepEqual(await read((store) => store.query('SELECT count(*) AS count FROM node_runs', [], count)), [{ count: 101 }]);
  });

  it('writes at once what comes while the database is open, and what comes meanwhile in the same go', async () => {
    const stores = new WorkspaceStores((message) => warnings.push(message));
    const opened: string[] = [];
    writer = new HistoryWriter({
      write: (purpose, work) => {
        opened.push(purpose);
        return stores.write(folder, purpose, work);
      },
      clock,
      warn: (message) => warnings.push(message),
      onWritten: () => written++,
    });
    const recorder = new TableRunRecorder({ run_id: 't', workflow_id: 'w', path: 't.llmflow', started_at: '2026-11-20T10:00:00.000Z', processes: ['a'] });
    await stores.write(folder, 'table run of t.llmflow', async () => {
      writer.changed(recorder, { atOnce: true });
      await until(() => written === 1);
      const counts = { completed: 2, failed: 0, skipped: 0 };
      recorder.add({ event: 'process-ended', process: 'a', ...counts }, '2026-11-20T10:00:01.000Z');
      writer.changed(recorder, { atOnce: true });
      recorder.add({ event: 'table-ended', status: 'completed', ...counts }, '2026-11-20T10:00:02.000Z');
      writer.changed(recorder, { atOnce: true });
    });
    await until(() => written === 2);
    assert.deepEqual([opened.length, clock.waits, writer.waiting], [2, [], []]);
    const [run] = await read((store) => newestRuns(store, 5));
    assert.deepEqual([run?.status, run?.completed, run?.runner?.pid], ['completed', 2, process.pid]);
  });

  it('forgets what has ended and waits, and nothing that goes on', async () => {
    fault = new Error('The disk is full.');
    begin('a.llmflow').end();
    begin('b.llmflow');
    writer.forget();
    assert.deepEqual(writer.waiting.map(({ run }) => run.path), ['b.llmflow']);
    fault = undefined;
    await writer.close();
    assert.deepEqual((await read((store) => newestRuns(store, 5))).map(({ path }) => path), ['b.llmflow']);
  });

  it('writes what is left when the window closes, once', async () => {
    const run = begin();
    run.complete();
    await writer.close();
    assert.equal((await read((store) => findNodeRun(store, 'run-1', 'a')))?.output, 'o');
    fault = new Error('The disk is full.');
    run.end();
    await writer.close();
    assert.deepEqual([attempts, clock.waits], [2, []]);
  });
});
