import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnswerPart, NodePorts } from '../../../src/core/run/executeNode';
import type { RunEvent, RunEventBody } from '../../../src/core/run/events';
import { runFlow } from '../../../src/core/run/executor';
import { RunRecord } from '../../../src/core/run/runRecord';
import { RunRecorder } from '../../../src/core/run/runRecorder';
import { storeChange, type NodeRunRow, type RunRow, type StoreChange } from '../../../src/core/store/records';
import { requestFor } from './flows';
import { validFlow } from './randomFlows';

const workflow = { workflow_id: 'w', path: 'flows/a.llmflow' };

function recorderOf(event: RunEvent | undefined): RunRecorder {
  assert.ok(event?.event === 'run-started');
  return new RunRecorder(workflow, event);
}

/** The tables, but for the database. */
class Rows {
  run: RunRow | undefined;
  readonly nodes = new Map<string, NodeRunRow>();

  apply(changes: readonly StoreChange[]): void {
    for (const change of changes) {
      assert.deepEqual(storeChange.parse(change), change);
      if (change.change === 'put-run') this.run = change.row;
      else if (change.change === 'put-node-run') this.nodes.set(change.row.node_id, change.row);
      else assert.fail(change.change);
    }
  }
}

/** The rows say of a run what its record says. */
function assertAgrees({ run, nodes }: Rows, record: RunRecord): void {
  assert.ok(run);
  assert.equal(run.status, record.status);
  assert.deepEqual({ workflow_id: run.workflow_id, path: run.path }, workflow);
  const [first] = record.events;
  assert.deepEqual([run.run_id, run.started_at], [first?.run, first?.time]);
  const end = record.events.find((event) => event.event === 'run-ended');
  assert.deepEqual([run.ended_at, run.error], [end?.time ?? null, end?.error ?? null]);

  assert.deepEqual([...nodes.keys()], [...record.nodes.keys()], 'every node, in the flow’s order');
  for (const [id, { status, startedAt, endedAt, reason }] of record.nodes) {
    const row = nodes.get(id)!;
    assert.deepEqual([row.status, row.started_at, row.ended_at, row.error], [status, startedAt ?? null, endedAt ?? null, reason ?? null]);
    const [completed] = record.events.flatMap((event) => (event.event === 'node-completed' && event.node === id ? [event] : []));
    assert.equal(row.output, completed?.output ?? null);
    assert.deepEqual([row.input_tokens, row.output_tokens], [completed?.usage?.input_tokens ?? null, completed?.usage?.output_tokens ?? null]);
    assert.deepEqual([row.cost, row.found], [completed?.cost ?? null, completed?.found ?? null]);
  }
}

/** Models that answer or fail as the scheduler has them; every other one says what it took. */
function scheduledModels(scheduler: fc.Scheduler, failing: ReadonlySet<string>): NodePorts['ask'] {
  return async function* ({ prompt }): AsyncGenerator<AnswerPart> {
    const node = prompt.split(':', 1)[0]!;
    yield { type: 'text', text: `${node} says ` };
    await scheduler.schedule(Promise.resolve(), node);
    if (failing.has(node)) throw new Error(`${node} broke`);
    yield { type: 'text', text: `<output>${node}</output>` };
    yield node.length % 2 === 0 ? { type: 'finish', usage: { input_tokens: 7, output_tokens: node.length } } : { type: 'finish' };
  };
}

const failingNodes = fc.array(fc.constantFrom('n0', 'n1', 'n2', 'n3', 'all'), { maxLength: 2 }).map((ids) => new Set(ids));

describe('the recorder of a run', () => {
  it('agrees with the run’s record at every event, whenever its changes are taken, lost or cancelled', async () => {
    const takes = fc.array(fc.constantFrom('take', 'lose', 'wait'), { minLength: 1, maxLength: 10 });
    const cancelAt = fc.option(fc.nat({ max: 20 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(validFlow, failingNodes, takes, cancelAt, fc.scheduler(), async (nodes, failing, plan, cancelled, scheduler) => {
        const controller = new AbortController();
        const record = new RunRecord();
        const rows = new Rows();
        let recorder: RunRecorder | undefined;
        let count = 0;
        const emit = (event: RunEvent) => {
          record.add(event);
          if (recorder) recorder.add(event);
          else recorder = recorderOf(event);
          const step = plan[count++ % plan.length];
          if (count === cancelled) controller.abort();
          if (step === 'wait') return;
          const changes = recorder.takeChanges();
          if (step === 'lose') {
            recorder.untake();
            return;
          }
          rows.apply(changes);
          assertAgrees(rows, record);
        };
        await scheduler.waitFor(runFlow(requestFor(nodes), { ask: scheduledModels(scheduler, failing), emit }, controller.signal));
        assert.ok(recorder?.hasEnded);
        rows.apply(recorder.takeChanges());
        assertAgrees(rows, record);
        assert.deepEqual({ run: recorder.run, nodes: recorder.nodes }, { run: rows.run, nodes: [...rows.nodes.values()] });
        assert.equal(recorder.hasChanges, false);
        assert.deepEqual(recorder.takeChanges(), []);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what nodes looked up, and what they and the run took', () => {
    const event = (body: RunEventBody, seq: number): RunEvent => ({ ...body, run: 'r', seq, time: `2026-11-20T10:00:0${seq}.000Z` });
    const recorder = recorderOf(event({ event: 'run-started', nodes: ['a', 'b', 'c'] }, 1));
    const passage = { source: 'faq.md', line: 3, endLine: 4, score: 0.5, text: 'Holidays are paid.' };
    const spent = { usage: { input_tokens: 10, output_tokens: 2 }, cost: 0.25 };
    recorder.add(event({ event: 'node-completed', node: 'a', output: 'o', description: 'o', found: false, knowledge_base: 'handbook', passages: [passage], ...spent }, 2));
    recorder.add(event({ event: 'node-failed', node: 'b', error: 'It broke.', knowledge_base: 'handbook', passages: [], warnings: ['Nothing was found.'] }, 3));
    recorder.add(event({ event: 'run-ended', status: 'failed', error: 'It broke.', ...spent }, 4));
    const rows = new Rows();
    rows.apply(recorder.takeChanges());
    const told = [...rows.nodes.values()].map(({ found, knowledge_base, passages, warnings, cost }) => ({ found, knowledge_base, passages, warnings, cost }));
    assert.deepEqual(told, [
      { found: false, knowledge_base: 'handbook', passages: [passage], warnings: null, cost: 0.25 },
      { found: null, knowledge_base: 'handbook', passages: [], warnings: ['Nothing was found.'], cost: null },
      { found: null, knowledge_base: null, passages: null, warnings: null, cost: null },
    ]);
    assert.deepEqual([rows.run?.kind, rows.run?.input_tokens, rows.run?.output_tokens, rows.run?.cost], ['flow', 10, 2, 0.25]);
  });

  it('takes each row once, as it is at last, and nothing for text as it arrives', () => {
    const event = (body: RunEventBody, seq: number): RunEvent => ({ ...body, run: 'r', seq, time: `2026-11-20T10:00:0${seq}.000Z` });
    const recorder = recorderOf(event({ event: 'run-started', nodes: ['a', 'b'] }, 1));
    recorder.add(event({ event: 'node-started', node: 'a' }, 2));
    recorder.add(event({ event: 'node-completed', node: 'a', output: 'o', description: 'd <output>o</output>', found: true }, 3));
    assert.deepEqual(
      recorder.takeChanges().map((change) => ('row' in change ? [change.change, 'node_id' in change.row && change.row.node_id] : change)),
      [['put-run', false], ['put-node-run', 'a'], ['put-node-run', 'b']],
    );
    recorder.add(event({ event: 'node-delta', node: 'b', text: 'x' }, 4));
    assert.equal(recorder.hasChanges, false);
    recorder.add(event({ event: 'node-failed', node: 'b', error: 'It broke.', description: 'half' }, 5));
    const [change, ...others] = recorder.takeChanges();
    assert.ok(change?.change === 'put-node-run');
    assert.deepEqual([others, change.row.description, change.row.error, change.row.output], [[], 'half', 'It broke.', null]);
  });
});
