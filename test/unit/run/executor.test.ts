import assert from 'node:assert/strict';
import type { Flow, FlowNode, ModelNode } from '../../../src/core/flow/model';
import { createPrices } from '../../../src/core/models/prices';
import type { Passage, RunEvent, Usage } from '../../../src/core/run/events';
import type { NodePorts } from '../../../src/core/run/executeNode';
import { runFlow, type RunPorts } from '../../../src/core/run/executor';
import type { RunRequest } from '../../../src/core/run/runRequest';
import { FakeModels, settled } from './fakeModels';
import { input, model, output, requestFor } from './flows';

/** A run under way, whose models the test answers by hand. */
class TestRun {
  readonly models = new FakeModels();
  readonly events: RunEvent[] = [];
  readonly controller = new AbortController();
  readonly result;

  constructor(request: RunRequest, options: Partial<RunPorts> = {}) {
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
    const prompt = 'g: {input_data} | {context}';
    const graph = (own: Partial<ModelNode> = {}) => [input('a', 'question'), { ...model('g', 'generation', 'a'), prompt, ...own }, output('o', 'g')];
    const help = { knowledge_base: 'help' };
    const passages: Passage[] = [
      { text: 'An answer.', source: 'faq.md', heading: 'Returns › Abroad', line: 1, endLine: 4, score: 0.81 },
      { text: 'Another, with {input_data}.', source: 'faq.md', line: 9, endLine: 9, score: 0.5 },
    ];

    /** A search that finds the same for every question, and what it was asked. */
    function fakeSearch(found: Passage[] = passages) {
      const asked: unknown[] = [];
      const search: NonNullable<NodePorts['search']> = (name, query, top_k) => {
        asked.push([name, query, top_k]);
        return Promise.resolve(found);
      };
      return { asked, search };
    }

    it('searches it with the input data, and puts what it finds into the prompt and the events', async () => {
      const { asked, search } = fakeSearch();
      const run = new TestRun(requestFor(graph(), {}, { ...help, intensity: 'high' }), { search });
      await settled();
      assert.deepEqual(asked, [['help', 'question', 12]]);
      assert.equal(run.models.call('g').request.prompt, 'g: question | [faq.md:1 › Returns › Abroad]\nAn answer.\n\n[faq.md:9]\nAnother, with {input_data}.');
      run.models.call('g').answer('yes');
      await run.result;
      const { knowledge_base, passages: used, warnings } = run.event('node-completed', 'g');
      assert.deepEqual({ knowledge_base, used, warnings }, { ...help, used: passages, warnings: undefined });
    });

    const lookups: [name: string, own: Partial<ModelNode>, flow: Partial<Flow>, asked: unknown[]][] = [
      ['the workflow’s, at medium intensity', {}, help, ['help', 'question', 6]],
      ['low intensity', {}, { ...help, intensity: 'low' }, ['help', 'question', 3]],
      ['a top_k', {}, { ...help, intensity: 50 }, ['help', 'question', 50]],
      ['the node’s own, at the workflow’s intensity', { knowledge_base: 'own' }, { ...help, intensity: 'low' }, ['own', 'question', 3]],
      ['the node’s intensity', { intensity: 'high' }, { ...help, intensity: 'low' }, ['help', 'question', 12]],
      ['the node’s own, without one of the workflow', { knowledge_base: 'own', intensity: 2 }, {}, ['own', 'question', 2]],
    ];
    for (const [name, own, flow, expected] of lookups) {
      it(`searches ${name}`, async () => {
        const { asked, search } = fakeSearch();
        const run = new TestRun(requestFor(graph(own), {}, flow), { search });
        await settled();
        assert.deepEqual(asked, [expected]);
        run.controller.abort();
        await run.result;
      });
    }

    const silent: [name: string, own: Partial<ModelNode>, flow: Partial<Flow>][] = [
      ['where the node switches it off', { knowledge_base: false }, help],
      ['where the prompt does not use {context}', { prompt: 'g: {input_data}' }, help],
      ['where there is none, whatever the intensity', { intensity: 'high' }, {}],
    ];
    for (const [name, own, flow] of silent) {
      it(`searches nothing ${name}, and says nothing`, async () => {
        const { asked, search } = fakeSearch();
        const run = new TestRun(requestFor(graph(own), {}, flow), { search });
        await settled();
        run.models.call('g').answer('yes');
        await run.result;
        assert.deepEqual(asked, []);
        assert.deepEqual(Object.keys(run.event('node-completed', 'g')).sort(), ['description', 'event', 'found', 'node', 'output', 'run', 'seq', 'time']);
      });
    }

    it('leaves {context} empty where nothing is found, and warns', async () => {
      const run = new TestRun(requestFor(graph(), {}, help), { search: fakeSearch([]).search });
      await settled();
      assert.equal(run.models.call('g').request.prompt, 'g: question | ');
      run.models.call('g').answer('yes');
      await run.result;
      const { passages: used, warnings } = run.event('node-completed', 'g');
      assert.deepEqual(used, []);
      assert.deepEqual(warnings, ['Nothing was found in the knowledge base “help”, so {context} is empty.']);
    });

    it('does not search with an empty text', async () => {
      const { asked, search } = fakeSearch();
      const run = new TestRun(requestFor(graph(), { inputs: new Map([['a', ' \n']]) }, help), { search });
      await settled();
      run.models.call('g').answer('yes');
      await run.result;
      assert.deepEqual(asked, []);
      assert.match(run.event('node-completed', 'g').warnings?.join() ?? '', /Nothing was found/);
    });

    it('tells what it found of a node that fails afterwards', async () => {
      const run = new TestRun(requestFor(graph(), {}, help), { search: fakeSearch().search });
      await settled();
      run.models.call('g').fail(new Error('No quota.'));
      await run.result;
      const { error, passages: used } = run.event('node-failed', 'g');
      assert.deepEqual({ error, used }, { error: 'No quota.', used: passages });
    });

    it('fails the node where none can be searched, or the search fails', async () => {
      const without = new TestRun(requestFor(graph(), {}, help));
      assert.equal((await without.result).status, 'failed');
      assert.match(without.event('node-failed', 'g').error, /“help” cannot be searched/);
      const broken = new TestRun(requestFor(graph(), {}, help), { search: () => Promise.reject(new Error('The index is gone.')) });
      await broken.result;
      assert.equal(broken.event('node-failed', 'g').error, 'The index is gone.');
    });
  });

  describe('parameters', () => {
    it('go to the model as the node sets them, and are absent where it sets none', async () => {
      const parameters = { temperature: 0, max_output_tokens: 100, stop: ['END'], reasoning_effort: 'low' };
      const nodes = [input('a'), { ...model('set', 'generation', 'a'), ...parameters }, model('unset', 'generation', 'a')];
      const run = new TestRun(requestFor(nodes));
      await settled();
      assert.deepEqual(run.models.call('set').request.parameters, parameters);
      assert.equal('parameters' in run.models.call('unset').request, false);
      run.controller.abort();
      await run.result;
    });
  });

  describe('tokens and cost', () => {
    const openai = { llm_provider: 'openai', model_type: 'gpt-5-mini' };
    const usage = { input_tokens: 1_000_000, output_tokens: 100_000 };

    async function spend(models: readonly (readonly [own: Partial<ModelNode>, usage?: Usage])[], options: Partial<RunPorts> = {}) {
      const nodes = models.map(([own], index): ModelNode => ({ ...model(`m${index}`, 'generation', 'a'), ...own }));
      const run = new TestRun(requestFor([input('a'), ...nodes]), options);
      await settled();
      models.forEach(([, used], index) => run.models.call(`m${index}`).say('<output>x</output>').finish(used));
      await run.result;
      const ended = run.event('run-ended');
      return { usage: ended.usage, cost: ended.cost, first: run.event('node-completed', 'm0') };
    }

    it('are told of a node and of the run', async () => {
      const { first, ...total } = await spend([[openai, usage], [openai, usage], [{ llm_provider: 'builtin' }]]);
      assert.deepEqual({ usage: first.usage, cost: first.cost?.toFixed(2) }, { usage, cost: '0.45' });
      assert.deepEqual({ ...total, cost: total.cost?.toFixed(2) }, { usage: { input_tokens: 2_000_000, output_tokens: 200_000 }, cost: '0.90' });
    });

    it('have no cost where a price or the tokens are not known', async () => {
      const unknown = { llm_provider: 'openai', model_type: 'my-own' };
      assert.deepEqual(await spend([[openai, usage], [unknown, usage]]).then(({ cost }) => cost), undefined);
      assert.deepEqual(await spend([[openai, usage], [openai]]).then(({ cost }) => cost), undefined);
    });

    it('say nothing where only built-in models ran', async () => {
      const { usage: used, cost } = await spend([[{}]]);
      assert.deepEqual([used, cost], [undefined, undefined]);
    });

    it('go by the user’s prices', async () => {
      const prices = createPrices({ overrides: { openai: { 'gpt-5-mini': { input: 1, output: 0 } } } });
      assert.equal((await spend([[openai, usage]], { prices })).cost, 1);
    });
  });
});
