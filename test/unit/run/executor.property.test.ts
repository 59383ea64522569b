import assert from 'node:assert/strict';
import fc from 'fast-check';
import { connectionsOf, isModelNode, type FlowNode } from '../../../src/core/flow/model';
import { checkConnections } from '../../../src/core/flow/rules/connections';
import type { RunEvent } from '../../../src/core/run/events';
import type { AnswerPart, NodePorts } from '../../../src/core/run/executeNode';
import { runFlow } from '../../../src/core/run/executor';
import { requestFor } from './flows';
import { validFlow } from './randomFlows';

/** What the model of a node makes of its input. */
const answerTo = (node: string, data: string) => `${node}[${data}]`;

/** The outputs one after another, each node when its pre-nodes are done; what depends on a failing node has none. */
function sequentially(nodes: readonly FlowNode[], failing: ReadonlySet<string>): Map<string, string> {
  const outputs = new Map<string, string>();
  for (let before = -1; before < outputs.size; ) {
    before = outputs.size;
    for (const node of nodes) {
      const inputs = node.from.flatMap((id) => outputs.get(id) ?? []);
      if (inputs.length < node.from.length || failing.has(node.id)) continue;
      if (isModelNode(node)) outputs.set(node.id, answerTo(node.id, inputs.join('\n\n')));
      else outputs.set(node.id, inputs[0] ?? node.content);
    }
  }
  return outputs;
}

/** Models that answer, or fail, in whatever order the scheduler has them. */
function scheduledModels(scheduler: fc.Scheduler, failing: ReadonlySet<string>, onAsk: (change: 1 | -1) => void): NodePorts['ask'] {
  return async function* ({ prompt, input_data }): AsyncGenerator<AnswerPart> {
    const node = prompt.split(':', 1)[0]!;
    onAsk(1);
    try {
      for (const text of ['Well. <out', 'put>', answerTo(node, input_data), '</output>']) {
        await scheduler.schedule(Promise.resolve(), `${node} says ${text}`);
        if (failing.has(node)) throw new Error(`${node} broke`);
        yield { type: 'text', text };
      }
      yield { type: 'finish' };
    } finally {
      onAsk(-1);
    }
  };
}

const failingNodes = fc.array(fc.constantFrom('n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'all'), { maxLength: 2 }).map((ids) => new Set(ids));
const limit = fc.constantFrom(1, 2, 3, Infinity);

function assertOrder(events: readonly RunEvent[], nodes: readonly FlowNode[]): void {
  assert.deepEqual(events.map(({ seq }) => seq), events.map((_, index) => index + 1));
  assert.equal(events[0]?.event, 'run-started');
  assert.equal(events.findIndex(({ event }) => event === 'run-ended'), events.length - 1);

  const stage = new Map<string, 'started' | 'completed' | 'ended'>();
  const texts = new Map<string, string>();
  for (const event of events) {
    if (!('node' in event)) continue;
    const before = stage.get(event.node);
    const node = nodes.find(({ id }) => id === event.node)!;
    switch (event.event) {
      case 'node-started':
        assert.equal(before, undefined);
        for (const pre of node.from) assert.equal(stage.get(pre), 'completed', `${node.id} started before ${pre} completed`);
        stage.set(node.id, 'started');
        break;
      case 'node-delta':
        assert.equal(before, 'started');
        texts.set(node.id, (texts.get(node.id) ?? '') + event.text);
        break;
      case 'node-completed':
        assert.equal(before, 'started');
        if (isModelNode(node)) assert.equal(event.description, texts.get(node.id), 'the deltas are the description');
        stage.set(node.id, 'completed');
        break;
      case 'node-failed':
        assert.equal(before, 'started');
        stage.set(node.id, 'ended');
        break;
      case 'node-skipped':
        assert.equal(before, undefined);
        assert.ok(node.from.some((pre) => stage.get(pre) === 'ended'), `${node.id} is skipped because of a pre-node`);
        stage.set(node.id, 'ended');
    }
  }
  assert.deepEqual([...stage.keys()].sort(), nodes.map(({ id }) => id).sort(), 'every node ends');
}

describe('runFlow on random flows', () => {
  it('is given flows that break no rule', () => {
    fc.assert(
      fc.property(validFlow, (nodes) => {
        const types = new Map(nodes.map(({ id, type }) => [id, type]));
        assert.deepEqual(checkConnections({ types, connections: connectionsOf({ nodes }) }), []);
      }),
    );
  });

  it('gives the outputs of a sequential evaluation, its events in order, its models never over the limit', async () => {
    await fc.assert(
      fc.asyncProperty(validFlow, failingNodes, limit, fc.scheduler(), async (nodes, failing, concurrency, scheduler) => {
        const events: RunEvent[] = [];
        let [asking, most] = [0, 0];
        const ask = scheduledModels(scheduler, failing, (change) => {
          asking += change;
          most = Math.max(most, asking);
        });
        const emit = (event: RunEvent) => void events.push(event);
        const running = runFlow(requestFor(nodes), { ask, emit, concurrency }, new AbortController().signal);
        const { outputs, status } = await scheduler.waitFor(running);

        const expected = sequentially(nodes, failing);
        assert.deepEqual(new Map([...outputs].sort()), new Map([...expected].sort()));
        assert.equal(status, expected.size === nodes.length ? 'completed' : 'failed');
        assertOrder(events, nodes);
        assert.ok(most <= concurrency, `${most} models at once`);
      }),
      { numRuns: 200 },
    );
  });
});
