import assert from 'node:assert/strict';
import type { FlowNode } from '../../../src/core/flow/model';
import type { RunEvent } from '../../../src/core/run/events';
import type { NodePorts } from '../../../src/core/run/executeNode';
import { runFlow } from '../../../src/core/run/executor';
import type { RunRequest } from '../../../src/core/run/runRequest';
import { FakeModels, settled } from './fakeModels';
import { input, model, output, requestFor } from './flows';

/** A run under way, whose models the test answers by hand. */
class TestRun {
  readonly models = new FakeModels();
  readonly events: RunEvent[] = [];
  readonly controller = new AbortController();
  readonly result;

  constructor(request: RunRequest, options: { concurrency?: number; search?: NonNullable<NodePorts['search']> } = {}) {
    const ports = { ask: this.models.ask, emit: (event: RunEvent) => void this.events.push(event), ...options };
    this.result = runFlow(request, ports, this.controller.signal);
  }

  /** The events without what differs from run to run, one line each. */
  get log(): string[] {
    return this.events.map((event) => ('node' in event ? `${event.event} ${event.node}` : event.event));
  }

  event<Name extends RunEvent['event']>(name: Name, node?: string): Extract<RunEvent, { event: Name }> {
    const isWanted = (event: RunEvent): event is Extract<RunEvent, { event: Name }> =>
      event.event === name && (node === undefined || ('node' in event && event.node === node));
    const found = this.events.filter(isWanted);
    assert.equal(found.length, 1, `${name} ${node ?? ''} should be there once`);
    return found[0]!;
  }
}

const diamond = [
  input('a', 'text'),
  model('fast', 'generation', 'a'),
  model('slow', 'generation', 'a'),
  model('check', 'validation', 'fast'),
  model('join', 'ensemble', 'slow', 'check'),
  output('o', 'join'),
];

describe('runFlow', () => {
  it('starts a node the moment its pre-nodes have outputs, with no barrier between levels', async () => {
    const run = new TestRun(requestFor(diamond));
    await settled();
    assert.deepEqual(run.models.started, ['fast', 'slow']);

    run.models.call('fast').answer('F');
    await settled();
    assert.deepEqual(run.models.started, ['fast', 'slow', 'check'], '“check” does not wait for “slow”');

    run.models.call('check').answer('C');
    await settled();
    assert.equal(run.models.started.includes('join'), false, '“join” waits for all its pre-nodes');

    run.models.call('slow').answer('S');
    await settled();
    run.models.call('join').answer('J');
    const { status, outputs } = await run.result;
    assert.equal(status, 'completed');
    assert.deepEqual(Object.fromEntries(outputs), { a: 'text', fast: 'F', slow: 'S', check: 'C', join: 'J', o: 'J' });
  });

  it('joins the outputs in the order of `from` with a blank line, whatever order they come in', async () => {
    const run = new TestRun(requestFor(diamond));
    await settled();
    run.models.call('fast').answer('first\n');
    await settled();
    run.models.call('check').answer('check');
    await settled();
    run.models.call('slow').answer('slow');
    await settled();
    assert.equal(run.models.call('join').request.input_data, 'slow\n\ncheck');
    assert.equal(run.models.call('join').request.prompt, 'join: slow\n\ncheck');
    run.controller.abort();
    await run.result;
  });

  it('asks at most as many models at once as the limit says', async () => {
    const nodes = [input('a'), ...['g1', 'g2', 'g3'].map((id) => model(id, 'generation', 'a')), model('e', 'ensemble', 'g1', 'g2', 'g3'), output('o', 'e')];
    const run = new TestRun(requestFor(nodes), { concurrency: 2 });
    await settled();
    assert.deepEqual(run.models.started, ['g1', 'g2']);
    run.models.call('g2').answer('x');
    await settled();
    assert.deepEqual(run.models.started, ['g1', 'g2', 'g3']);
    run.controller.abort();
    await run.result;
  });

  it('skips what depends on a failed node, with its name, and goes on with every other branch', async () => {
    const nodes = [
      input('a'),
      model('bad', 'generation', 'a'),
      model('after', 'validation', 'bad'),
      model('good', 'generation', 'a'),
      model('e', 'ensemble', 'after', 'good'),
      output('o', 'e'),
    ];
    const run = new TestRun(requestFor(nodes));
    await settled();
    run.models.call('bad').say('half an ans');
    await settled();
    run.models.call('bad').fail(new Error('The model broke.'));
    await settled();
    run.models.call('good').answer('G');
    const { status, outputs } = await run.result;

    assert.equal(status, 'failed');
    assert.deepEqual(Object.fromEntries(outputs), { a: 'a', good: 'G' });
    const failed = run.event('node-failed', 'bad');
    assert.equal(failed.error, 'The model broke.');
    assert.equal(failed.description, 'half an ans');
    for (const node of ['after', 'e', 'o']) assert.match(run.event('node-skipped', node).reason, /“bad” failed/);
    assert.equal(run.event('run-ended').error, '“bad” failed: The model broke.');
  });

  it('a cancel aborts the requests, skips what has not started, and ends the run once', async () => {
    const run = new TestRun(requestFor(diamond));
    await settled();
    run.models.call('fast').answer('F');
    await settled();
    run.controller.abort();
    const { status, outputs } = await run.result;

    assert.equal(status, 'cancelled');
    assert.equal(run.models.call('slow').signal.aborted, true);
    assert.deepEqual(Object.fromEntries(outputs), { a: 'text', fast: 'F' });
    for (const node of ['slow', 'check', 'join', 'o']) assert.equal(run.event('node-skipped', node).reason, 'The run was cancelled.');
    assert.equal(run.event('run-ended').status, 'cancelled');
    assert.equal(run.log.at(-1), 'run-ended');
  });

  it('a run that is cancelled before it starts runs nothing', async () => {
    const controller = new AbortController();
    controller.abort();
    const events: RunEvent[] = [];
    const { ask } = new FakeModels();
    const { status } = await runFlow(requestFor(diamond), { ask, emit: (event) => events.push(event) }, controller.signal);
    assert.equal(status, 'cancelled');
    assert.deepEqual(
      events.map(({ event }) => event),
      ['run-started', ...diamond.map(() => 'node-skipped'), 'run-ended'],
    );
  });

  it('a cancel that comes after the last node changes nothing', async () => {
    const controller = new AbortController();
    const events: RunEvent[] = [];
    const emit = (event: RunEvent) => {
      events.push(event);
      if (event.event === 'node-completed' && event.node === 'o') controller.abort();
    };
    const { status } = await runFlow(requestFor([input('a'), output('o', 'a')]), { ask: new FakeModels().ask, emit }, controller.signal);
    assert.equal(status, 'completed');
  });

  it('a retry makes the text so far void', async () => {
    const run = new TestRun(requestFor([input('a'), model('g', 'generation', 'a'), output('o', 'g')]));
    await settled();
    run.models.call('g').say('<output>wrong</output>').retry(2, 'connection reset').say('right').finish({ input_tokens: 3, output_tokens: 1 });
    const { outputs } = await run.result;
    assert.equal(outputs.get('g'), 'right');
    const deltas = run.events.flatMap((event) => (event.event === 'node-delta' ? [event] : []));
    assert.deepEqual(
      deltas.map(({ text, attempt, reason }) => ({ text, attempt, reason })),
      [
        { text: '<output>wrong</output>', attempt: undefined, reason: undefined },
        { text: '', attempt: 2, reason: 'connection reset' },
        { text: 'right', attempt: undefined, reason: undefined },
      ],
    );
    const completed = run.event('node-completed', 'g');
    assert.deepEqual([completed.description, completed.found, completed.usage], ['right', false, { input_tokens: 3, output_tokens: 1 }]);
  });

  it('numbers the events from 1, dates them, and names one run', async () => {
    const run = new TestRun(requestFor([input('a'), output('o', 'a')]));
    const { run: id } = await run.result;
    assert.deepEqual(run.log, ['run-started', 'node-started a', 'node-completed a', 'node-started o', 'node-completed o', 'run-ended']);
    assert.deepEqual(run.events.map(({ seq }) => seq), [1, 2, 3, 4, 5, 6]);
    for (const event of run.events) {
      assert.equal(event.run, id);
      assert.equal(new Date(event.time).toISOString(), event.time);
    }
    assert.deepEqual(run.event('run-started').nodes, ['a', 'o']);
  });

  it('takes an input value in place of the content, and the tag inside it', async () => {
    const nodes: FlowNode[] = [input('a', 'from the file'), input('b', 'notes <output>the result</output>'), model('e', 'ensemble', 'a', 'b'), output('o', 'e')];
    const run = new TestRun(requestFor(nodes, { inputs: new Map([['a', 'for this run']]) }));
    await settled();
    assert.equal(run.models.call('e').request.input_data, 'for this run\n\nthe result');
    assert.deepEqual(nodes[0], input('a', 'from the file'));
    assert.equal(run.event('node-completed', 'a').found, false);
    assert.equal(run.event('node-completed', 'b').found, true);
    run.controller.abort();
    await run.result;
  });

  it('an empty input value counts, an empty content too', async () => {
    const run = new TestRun(requestFor([input('a', 'content'), output('o', 'a')], { inputs: new Map([['a', '']]) }));
    assert.equal((await run.result).outputs.get('o'), '');
  });

  it('an edit during the run does not reach it', async () => {
    const flow = [...diamond];
    const run = new TestRun(requestFor(flow));
    await settled();
    flow.splice(0, flow.length, input('a', 'edited'), output('o', 'a'));
    run.models.call('fast').answer('F');
    await settled();
    assert.equal(run.models.call('check').request.input_data, 'F');
    run.controller.abort();
    await run.result;
    assert.deepEqual(run.event('run-started').nodes, diamond.map(({ id }) => id));
  });

  it('runs a chain of any length in any order of the file', async () => {
    const length = 20_000;
    const chain = [input('0'), ...Array.from({ length }, (_, index) => output(String(index + 1), String(index)))];
    const run = new TestRun(requestFor(chain.reverse()));
    const { status, outputs } = await run.result;
    assert.equal(status, 'completed');
    assert.equal(outputs.get(String(length)), '0');
  });

  describe('with a knowledge base', () => {
    const nodes = [input('a', 'question'), { ...model('g', 'generation', 'a'), prompt: 'g: {input_data} | {context}' }, output('o', 'g')];

    it('searches it with the input data, and puts what it finds into the prompt', async () => {
      const asked: unknown[] = [];
      const search: NodePorts['search'] = (name, query, top_k) => {
        asked.push([name, query, top_k]);
        return Promise.resolve([{ text: 'An answer.', source: 'faq.md:1' }, { text: 'Another, with {input_data}.', source: 'faq.md:9' }]);
      };
      const run = new TestRun(requestFor(nodes, {}, { knowledge_base: 'help', intensity: 'high' }), { search });
      await settled();
      assert.deepEqual(asked, [['help', 'question', 12]]);
      assert.equal(run.models.call('g').request.prompt, 'g: question | [faq.md:1]\nAn answer.\n\n[faq.md:9]\nAnother, with {input_data}.');
      run.controller.abort();
      await run.result;
    });

    it('fails the node where none can be searched', async () => {
      const run = new TestRun(requestFor(nodes, {}, { knowledge_base: 'help' }));
      assert.equal((await run.result).status, 'failed');
      assert.match(run.event('node-failed', 'g').error, /“help” cannot be searched/);
    });
  });
});
