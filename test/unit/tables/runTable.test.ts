import assert from 'node:assert/strict';
import { emptyFlow } from '../../../src/core/flow/model';
import { StoreError } from '../../../src/core/store/store';
import { TableError } from '../../../src/core/tables/processes/tableProcess';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { answering, flowOf, flowWith, outline, prompting, run } from './tableRuns';

describe('runTable', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await openMemoryStore();
    store.put(sourceRows({ text: 'one' }, { text: 'two' }, { text: 'three' }));
  });

  const echo = () => answering(({ prompt }) => prompt);

  it('runs process after process over all rows, and says so', async () => {
    const { events, result } = await run({ store, flow: flowWith([prompting('a'), prompting('b')]), ask: echo().ask, options: { concurrency: 1 } });
    assert.deepEqual(outline(events), [
      'process-started a',
      'row-completed a r1',
      'row-completed a r2',
      'row-completed a r3',
      'process-ended a',
      'process-started b',
      'row-completed b r1',
      'row-completed b r2',
      'row-completed b r3',
      'process-ended b',
      'table-ended',
    ]);
    assert.deepEqual(events[0], { event: 'process-started', process: 'a', total: 3 });
    assert.deepEqual(events.find(({ event }) => event === 'process-ended'), { event: 'process-ended', process: 'a', completed: 3, failed: 0, skipped: 0 });
    assert.deepEqual(events.at(-1), { event: 'table-ended', status: 'completed', completed: 6, failed: 0, skipped: 0 });
    assert.deepEqual(result.processes, [
      { process: 'a', completed: 3, failed: 0, skipped: 0 },
      { process: 'b', completed: 3, failed: 0, skipped: 0 },
    ]);
  });

  it('writes what a result stands for and what it took', async () => {
    const flow = flowWith([prompting('a', 'text', { llm_provider: 'openai', model_type: 'gpt-5-mini' })]);
    let now = Date.UTC(2026, 0, 1);
    await run({ store, flow, ask: echo().ask, options: { limit: 1 }, ports: { now: () => (now += 250) } });
    const { result_id, input_hash, ...row } = store.results.get('a/r1')!;
    assert.match(result_id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(input_hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(row, {
      workflow_id: 'w',
      reference_id: 'r1',
      process_name: 'a',
      result: 'a: one',
      status: 'Completed',
      created_at: '2026-01-01T00:00:00.750Z',
      error: null,
      llm_provider: 'openai',
      model_type: 'gpt-5-mini',
      input_tokens: 10,
      output_tokens: 2,
      cost: (10 * 0.25 + 2 * 2) * 1e-6,
      duration_ms: 250,
      attempts: 1,
    });
  });

  it('writes the workflow once, and again only when it changes', async () => {
    const workflows = () => store.written.flatMap((change) => (change.change === 'put-workflow' ? change.row : []));
    const flow = flowWith([prompting('a', ['text', 'title']), prompting('b')], { name: 'Reviews', model_type: 'gpt-5-mini', llm_provider: 'openai' });
    await run({ store, flow, ask: echo().ask, ports: { now: () => 0 } });
    assert.deepEqual(workflows(), [
      {
        workflow_id: 'w',
        workflow_name: 'Reviews',
        source_connection: 'rows.csv',
        processes: { a: ['text', 'title'], b: 'text' },
        model: 'gpt-5-mini',
        created_at: '1970-01-01T00:00:00.000Z',
        path: 'flows/reviews.llmflow',
      },
    ]);
    await run({ store, flow, ask: echo().ask });
    assert.equal(workflows().length, 1);
    await run({ store, flow: { ...flow, name: 'Critics' }, ask: echo().ask });
    assert.deepEqual(workflows()[1], { ...workflows()[0], workflow_name: 'Critics' });
  });

  it('knows a workflow without an id by its path, and one without a name by its file', async () => {
    const flow = { ...emptyFlow, processes: [prompting('a')] };
    const { result } = await run({ store, flow, ask: echo().ask });
    assert.match(result.workflow_id, /^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    assert.equal((await run({ store, flow, ask: echo().ask })).result.workflow_id, result.workflow_id);
    const [workflow] = store.written.flatMap((change) => (change.change === 'put-workflow' ? change.row : []));
    assert.equal(workflow?.workflow_name, 'reviews');
  });

  it('does not run again what is Completed for the same input', async () => {
    const flow = flowWith([prompting('a')]);
    await run({ store, flow, ask: echo().ask });
    const { ask, requests } = echo();
    const { events } = await run({ store, flow, ask });
    assert.deepEqual(requests, []);
    assert.deepEqual(outline(events), ['process-started a', 'process-ended a', 'table-ended']);
    assert.deepEqual(events.at(-1), { event: 'table-ended', status: 'completed', completed: 0, failed: 0, skipped: 3 });
  });

  it('runs a changed prompt again, and no other process', async () => {
    await run({ store, flow: flowWith([prompting('a'), prompting('b')]), ask: echo().ask });
    const { ask, requests } = echo();
    await run({ store, flow: flowWith([prompting('a'), prompting('b', 'text', { prompt: 'B! {input_data}' })]), ask });
    assert.deepEqual(requests.map(({ prompt }) => prompt).sort(), ['B! one', 'B! three', 'B! two']);
  });

  it('runs a changed row again, and no other', async () => {
    const flow = flowWith([prompting('a')]);
    await run({ store, flow, ask: echo().ask });
    store.put(sourceRows({ text: 'one' }, { text: 'zwei' }));
    const { ask, requests } = echo();
    await run({ store, flow, ask });
    assert.deepEqual(requests.map(({ input_data }) => input_data), ['zwei']);
  });

  it('runs what reads a result again when that result changes', async () => {
    const processes = (prompt: string) => [prompting('a', 'text', { prompt }), prompting('b', 'results.a')];
    const answer = answering(({ prompt, input_data }) => (prompt.startsWith('b') ? `b of ${input_data}` : prompt === 'new one' ? '1' : 'same'));
    await run({ store, flow: flowWith(processes('old {input_data}')), ask: answer.ask });
    assert.equal(store.results.get('b/r1')?.result, 'b of same');
    answer.requests.length = 0;
    await run({ store, flow: flowWith(processes('new {input_data}')), ask: answer.ask });
    assert.deepEqual(answer.requests.map(({ prompt }) => prompt).sort(), ['b: 1', 'new one', 'new three', 'new two']);
    assert.equal(store.results.get('b/r1')?.result, 'b of 1');
  });

  describe('with rows that fail', () => {
    const failing = () =>
      answering(({ input_data, prompt }) => {
        if (input_data === 'two') throw new Error('No such luck.');
        return prompt;
      });
    const flow = flowWith([prompting('a'), prompting('b', 'results.a')]);

    it('fails the row with its error and goes on', async () => {
      const { events, result } = await run({ store, flow: flowWith([prompting('a')]), ask: failing().ask });
      assert.deepEqual(events.find(({ event }) => event === 'row-failed'), {
        event: 'row-failed',
        process: 'a',
        reference_id: 'r2',
        error: 'No such luck.',
        cost: 0,
      });
      const { status, completed, failed } = result;
      assert.deepEqual({ status, completed, failed }, { status: 'failed', completed: 2, failed: 1 });
      assert.equal(store.results.get('a/r2')?.status, 'Failed');
    });

    it('fails the process that reads the missing result without a call, naming the one at fault', async () => {
      const { ask, requests } = failing();
      await run({ store, flow, ask });
      const row = store.results.get('b/r2')!;
      assert.equal(row.attempts, 0);
      assert.match(row.error ?? '', /“b” reads the result of “a”, which this row has not got/);
      assert.equal(requests.filter(({ prompt }) => prompt.startsWith('b')).length, 2);
    });

    it('leaves them as they are and counts them, unless they are to be retried', async () => {
      await run({ store, flow, ask: failing().ask });
      const again = echo();
      const { result, events } = await run({ store, flow, ask: again.ask });
      assert.deepEqual(again.requests, []);
      assert.deepEqual(outline(events).filter((line) => line.startsWith('row')), []);
      assert.deepEqual(result.processes, [
        { process: 'a', completed: 0, failed: 1, skipped: 2 },
        { process: 'b', completed: 0, failed: 1, skipped: 2 },
      ]);
      assert.equal(result.status, 'failed');

      const retried = await run({ store, flow, ask: again.ask, options: { retryFailed: true } });
      assert.equal(retried.result.status, 'completed');
      assert.deepEqual(again.requests.map(({ prompt }) => prompt), ['a: two', 'b: a: two']);
    });

    it('runs what lacked a result as soon as it is there, without being told to retry', async () => {
      await run({ store, flow, ask: failing().ask });
      await run({ store, flow, ask: echo().ask, options: { processes: ['a'], retryFailed: true } });
      const { ask, requests } = echo();
      await run({ store, flow, ask });
      assert.deepEqual(requests.map(({ prompt }) => prompt), ['b: a: two']);
    });
  });

  it('asks nothing about a row without text', async () => {
    store.put(sourceRows({ text: ' \n', title: null }, { text: 'two', title: '' }, { title: false, text: null }));
    const { ask, requests } = echo();
    await run({ store, flow: flowWith([prompting('a', ['title', 'text'])]), ask });
    assert.deepEqual(requests.map(({ input_data }) => input_data).sort(), ['false', 'two']);
    assert.equal(store.results.get('a/r1')?.error, 'The row has no text in “title”, “text”, so nothing was asked.');
  });

  it('looks at the first rows only, at the named rows only, at the named processes only', async () => {
    const flow = flowWith([prompting('a'), prompting('b')]);
    const first = echo();
    const { events } = await run({ store, flow, ask: first.ask, options: { limit: 2, processes: ['b'] } });
    assert.deepEqual(first.requests.map(({ prompt }) => prompt), ['b: one', 'b: two']);
    assert.deepEqual(events[0], { event: 'process-started', process: 'b', total: 2 });
    const named = echo();
    await run({ store, flow, ask: named.ask, options: { reference_ids: ['r3', 'r1'] } });
    assert.deepEqual(named.requests.map(({ prompt }) => prompt), ['a: one', 'a: three', 'b: three']);
  });

  it('lets many rows listen for the end of the run without a warning', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    store.put(sourceRows(...Array.from({ length: 40 }, (_, index) => ({ text: `t${index}` }))));
    await run({
      store,
      flow: flowWith([prompting('a')]),
      options: { concurrency: 40 },
      async *ask(_request, signal) {
        signal.addEventListener('abort', () => undefined);
        yield await Promise.resolve({ type: 'text', text: 'fine' } as const);
        yield { type: 'finish' };
      },
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    assert.deepEqual(warnings, []);
  });

  it('leaves rows of other sources alone', async () => {
    store.put(sourceRows({ text: 'other' }).map((row) => ({ ...row, reference_id: 'other', source_connection: 'other.csv' })));
    const { ask, requests } = echo();
    await run({ store, flow: flowWith([prompting('a')]), ask });
    assert.equal(requests.length, 3);
  });

  it('runs a row that an ended run left as Running', async () => {
    const flow = flowWith([prompting('a')]);
    await run({ store, flow, ask: echo().ask });
    await store.write([{ change: 'put-result', row: { ...store.results.get('a/r1')!, status: 'Running', result: null } }]);
    const { ask, requests } = echo();
    await run({ store, flow, ask });
    assert.deepEqual(requests.map(({ input_data }) => input_data), ['one']);
  });

  it('does not read a result that is not Completed', async () => {
    const flow = flowWith([prompting('a'), prompting('b', 'results.a')]);
    await run({ store, flow, ask: echo().ask, options: { processes: ['a'] } });
    await store.write([{ change: 'put-result', row: { ...store.results.get('a/r1')!, status: 'Running' } }]);
    await run({ store, flow, ask: echo().ask, options: { processes: ['b'] } });
    assert.deepEqual(['b/r1', 'b/r2'].map((cell) => store.results.get(cell)?.status), ['Failed', 'Completed']);
  });

  describe('when it is cancelled', () => {
    it('begins no further row, aborts those in flight and keeps what was acknowledged', async () => {
      const controller = new AbortController();
      const signals: AbortSignal[] = [];
      const { events, result } = await run({
        store,
        flow: flowWith([prompting('a'), prompting('b')]),
        signal: controller.signal,
        options: { concurrency: 1 },
        async *ask({ input_data }, signal) {
          signals.push(signal);
          if (input_data === 'two') {
            controller.abort(new Error('Enough.'));
            signal.throwIfAborted();
          }
          yield await Promise.resolve({ type: 'text', text: 'fine' } as const);
          yield { type: 'finish' };
        },
      });
      assert.equal(signals.length, 2);
      assert.ok(signals[1]?.aborted);
      assert.deepEqual(outline(events), ['process-started a', 'row-completed a r1', 'process-ended a', 'table-ended']);
      assert.deepEqual({ status: result.status, completed: result.completed, failed: result.failed }, { status: 'cancelled', completed: 1, failed: 0 });
      assert.deepEqual([...store.results.keys()], ['a/r1']);
    });

    const cancelledAfterLastRow = async (...names: string[]) => {
      const controller = new AbortController();
      return run({
        store,
        flow: flowWith(names.map((name) => prompting(name))),
        ask: echo().ask,
        signal: controller.signal,
        options: { concurrency: 1 },
        onEvent: (event) => event.event === 'row-completed' && event.reference_id === 'r3' && controller.abort(),
      });
    };

    it('is complete when nothing was left to do', async () => {
      assert.equal((await cancelledAfterLastRow('a')).result.status, 'completed');
    });

    it('is cancelled when a process was left to do', async () => {
      const { result, events } = await cancelledAfterLastRow('a', 'b');
      assert.equal(result.status, 'cancelled');
      assert.deepEqual(outline(events).slice(-2), ['process-ended a', 'table-ended']);
    });
  });

  describe('when the store fails', () => {
    it('ends at once, tells why, acknowledges nothing and asks no more', async () => {
      const { ask, requests } = answering(({ input_data }) => {
        if (input_data === 'two') store.failure = new StoreError('The disk is full. Free some space, then run again.');
        return 'fine';
      });
      const { events, result } = await run({ store, flow: flowWith([prompting('a'), prompting('b')]), ask, options: { concurrency: 1 } });
      assert.deepEqual(events.at(-1), {
        event: 'table-ended',
        status: 'failed',
        error: 'The disk is full. Free some space, then run again.',
        completed: result.completed,
        failed: 0,
        skipped: 0,
      });
      assert.ok(requests.every(({ prompt }) => prompt.startsWith('a')));
      assert.equal(store.results.size, result.completed);
      assert.ok(!outline(events).includes('row-completed a r2'));
    });

    it('says so where not even the workflow can be written', async () => {
      store.failure = new StoreError('Read-only.');
      const { ask, requests } = echo();
      const { events } = await run({ store, flow: flowWith([prompting('a')]), ask });
      assert.deepEqual(requests, []);
      assert.deepEqual(events, [{ event: 'table-ended', status: 'failed', error: 'Read-only.', completed: 0, failed: 0, skipped: 0 }]);
    });
  });

  it('stops cleanly when its budget is spent, and goes on in the next run', async () => {
    const flow = flowWith([prompting('a', 'text', { llm_provider: 'openai', model_type: 'gpt-5' })], { budget: 0.00003 });
    const prices = { cost: () => 0.00002 };
    const setup = { store, flow, ask: echo().ask, options: { concurrency: 1 }, ports: { prices } };
    const { result, events } = await run(setup);
    assert.equal(result.status, 'budget');
    assert.match(result.error ?? '', /budget of 0.00003 US dollars/);
    assert.deepEqual(outline(events), ['process-started a', 'row-completed a r1', 'row-completed a r2', 'process-ended a', 'table-ended']);
    const next = await run(setup);
    assert.deepEqual(next.result.processes, [{ process: 'a', completed: 1, failed: 0, skipped: 2 }]);
    assert.equal(next.result.status, 'completed');
  });

  it('cannot begin for reasons that it tells before it writes anything', async () => {
    const cases: [flow: ReturnType<typeof flowWith>, options: { processes?: string[] }, says: RegExp][] = [
      [flowWith([]), {}, /has no processes/],
      [flowWith([prompting('a')]), { processes: ['b'] }, /no process “b”. Its processes are: a/],
      [flowWith([{ name: 'mine', columns: ['text'] }]), {}, /“mine” has no prompt/],
      [flowWith([prompting('a', [])]), {}, /names no column/],
      [flowWith([prompting('a', 'results.b'), prompting('b')]), {}, /reads “results.b”, but no process of that name stands before it/],
      [flowWith([{ name: 'a', columns: ['text'], flow: 'self' }]), {}, /“self” of process “a” cannot run/],
      [flowWith([{ name: 'a', columns: ['text'], flow: 'gone.llmflow' }]), {}, /“gone.llmflow” of process “a” cannot be used: it does not exist/],
      [flowWith([prompting('a', 'text', { prompt: '{context} {input_data}' })], { knowledge_base: 'handbook' }), {}, /knowledge base “handbook”, which cannot be searched here/],
    ];
    for (const [flow, options, says] of cases) {
      await assert.rejects(run({ store, flow, ask: echo().ask, options }), (error) => error instanceof TableError && says.test(error.message));
    }
    assert.deepEqual(store.written, []);
  });

  it('runs the processes of a file', async () => {
    const flow = flowOf('processes:\n  sentiment: text\n  loud: {column: results.sentiment, prompt: "{text}? {input_data}!"}\n');
    const { ask, requests } = answering(({ process }) => process ?? 'none');
    await run({ store, flow, ask, options: { concurrency: 1, limit: 1 } });
    assert.deepEqual(requests.map(({ process, input_data }) => [process, input_data]), [
      ['sentiment', 'one'],
      [undefined, 'sentiment'],
    ]);
    assert.equal(requests[1]?.prompt, 'one? sentiment!');
  });
});
