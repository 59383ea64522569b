import pLimit from 'p-limit';
import { isModelNode, type FlowNode } from '../flow/model';
import { createPrices, type Prices } from '../models/prices';
import type { RunEvent, RunEventBody, RunStatus } from './events';
import { executeNode, NodeFailure, type NodePorts } from './executeNode';
import { RunSpending } from './runSpending';
import { resolveModel, type RunRequest } from './runRequest';

export interface RunPorts extends NodePorts {
  /** Gets every event in order, as it happens. Must not throw. */
  readonly emit: (event: RunEvent) => void;
  /** Model nodes that run at once, at most. Default: no limit. */
  readonly concurrency?: number;
  /** Default: the list prices. */
  readonly prices?: Prices;
}

export interface RunResult {
  readonly run: string;
  readonly status: RunStatus;
  /** Outputs of the nodes that completed. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** How a node ended: with an output, or without one because of the named node (itself or one it depends on) or a cancel. */
type Outcome = { readonly output: string } | { readonly failed: string } | { readonly cancelled: true };

/**
 * Runs a flow that breaks no rule. A node starts the moment its last pre-node has an output, with no barrier between levels;
 * a failed node takes down only what depends on it. Never rejects: how it went is in the events and in the result.
 */
export async function runFlow(request: RunRequest, ports: RunPorts, signal: AbortSignal): Promise<RunResult> {
  const run = crypto.randomUUID();
  let seq = 0;
  const emit = (body: RunEventBody) => ports.emit({ ...body, run, seq: ++seq, time: new Date().toISOString() });

  const limit = pLimit(ports.concurrency ?? Infinity);
  const outcomes = new Map<string, Promise<Outcome>>();
  const outputs = new Map<string, string>();
  const failures: string[] = [];
  const prices = ports.prices ?? createPrices();
  const spending = new RunSpending();
  const isCancelled = () => signal.aborted;

  emit({ event: 'run-started', nodes: request.nodes.map(({ id }) => id) });
  // Every outcome stands in the map before the first node settles, whatever the order of the nodes.
  const started = Promise.resolve();
  for (const node of request.nodes) outcomes.set(node.id, started.then(() => settle(node)));
  const ended = await Promise.all(outcomes.values());
  const [error] = failures;
  const wasCancelled = ended.some((outcome) => 'cancelled' in outcome);
  const status = wasCancelled ? 'cancelled' : error === undefined ? 'completed' : 'failed';
  emit({ event: 'run-ended', status, ...(status === 'failed' && error !== undefined && { error }), ...spending.total });
  return { run, status, outputs };

  async function settle(node: FlowNode): Promise<Outcome> {
    const inputs: string[] = [];
    for (const outcome of await Promise.all(node.from.flatMap((id) => outcomes.get(id) ?? []))) {
      if ('output' in outcome) inputs.push(outcome.output);
      else return skip(node, outcome);
    }
    return isModelNode(node) ? limit(() => execute(node, inputs)) : execute(node, inputs);
  }

  async function execute(node: FlowNode, inputs: readonly string[]): Promise<Outcome> {
    if (isCancelled()) return skip(node, { cancelled: true });
    emit({ event: 'node-started', node: node.id });
    try {
      const onDelta = (delta: { text: string }) => emit({ event: 'node-delta', node: node.id, ...delta });
      const result = await executeNode(node, inputs, { request, ports, prices, signal, onDelta });
      if (isModelNode(node)) spending.add(resolveModel(node, request.defaults), result);
      outputs.set(node.id, result.output);
      emit({ event: 'node-completed', node: node.id, ...result });
      return { output: result.output };
    } catch (failure) {
      return isCancelled() ? skip(node, { cancelled: true }) : fail(node, failure);
    }
  }

  function fail(node: FlowNode, failure: unknown): Outcome {
    const error = failure instanceof Error ? failure.message : String(failure);
    const { description, retrieval } = failure instanceof NodeFailure ? failure : { description: '', retrieval: {} };
    failures.push(`“${node.id}” failed: ${error}`);
    emit({ event: 'node-failed', node: node.id, error, ...(description !== '' && { description }), ...retrieval });
    return { failed: node.id };
  }

  function skip(node: FlowNode, because: Exclude<Outcome, { output: string }>): Outcome {
    const reason = 'failed' in because ? `“${because.failed}” failed, and this node depends on it.` : 'The run was cancelled.';
    emit({ event: 'node-skipped', node: node.id, reason });
    return because;
  }
}
