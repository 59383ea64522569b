import type { Spent } from '../../../src/core/run/events';
import { Store, useSelected, useStore } from '../../ui/store';
import { type NodeRun, type RunEvent, afterEvent, afterRunEnded, waiting, withText } from './nodeRun';

export interface RunSummary {
  readonly status: 'idle' | 'running' | 'completed' | 'failed' | 'cancelled';
  /** Every node of the run. */
  readonly nodes: readonly string[];
  /** Nodes in the order in which they started, or were skipped. */
  readonly started: readonly string[];
  /** How many have ended. */
  readonly ended: number;
  readonly error?: string;
  /** What all of it took, once it has ended. */
  readonly spent?: Spent;
}

export const runSummary = new Store<RunSummary>({ status: 'idle', nodes: [], started: [], ended: 0 });
const nodes = new Map<string, Store<NodeRun | undefined>>();

function nodeStore(id: string): Store<NodeRun | undefined> {
  let store = nodes.get(id);
  if (!store) nodes.set(id, (store = new Store<NodeRun | undefined>(undefined)));
  return store;
}

/** Re-renders with this node's run alone. Undefined: the node was in no run. */
export function useNodeRun(id: string): NodeRun | undefined {
  return useStore(nodeStore(id));
}

/** Re-renders when the node starts or ends, not with its text. */
export function useNodeStatus(id: string): NodeRun['status'] | undefined {
  return useSelected(nodeStore(id), (run) => run?.status);
}

/**
 * Applies events once per frame however fast they come, and gives each node at most one change per frame.
 */
class RunEvents {
  #run: string | undefined;
  #seq = 0;
  #queue: RunEvent[] = [];
  #frameAsked = false;

  add(events: readonly RunEvent[]): void {
    this.#queue = this.#queue.concat(events);
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    requestAnimationFrame(() => this.#apply());
  }

  #apply(): void {
    this.#frameAsked = false;
    const frame = new Frame(runSummary.get());
    for (const event of this.#queue) {
      if (this.#isNew(event)) frame.apply(event);
    }
    this.#queue = [];
    frame.commit();
  }

  /** A page that opens during a run is told what it may hear again. */
  #isNew({ event, run, seq }: RunEvent): boolean {
    if (event === 'run-started' && run !== this.#run) [this.#run, this.#seq] = [run, 0];
    if (run !== this.#run || seq <= this.#seq) return false;
    this.#seq = seq;
    return true;
  }
}

export const runEvents = new RunEvents();

/** The changes of one frame, gathered before anything is drawn. */
class Frame {
  #summary: RunSummary;
  readonly #changed = new Map<string, NodeRun | undefined>();
  readonly #text = new Map<string, string>();

  constructor(summary: RunSummary) {
    this.#summary = summary;
  }

  apply(event: RunEvent): void {
    if (event.event === 'run-started') this.#start(event.nodes);
    else if (event.event === 'run-ended') this.#end(event);
    else if (event.event === 'node-delta' && event.attempt === undefined) {
      this.#text.set(event.node, (this.#text.get(event.node) ?? '') + event.text);
    } else {
      this.#changed.set(event.node, afterEvent(this.#node(event.node), event));
      if (event.event !== 'node-delta') this.#count(event.node, event.event === 'node-started' ? 0 : 1);
    }
  }

  commit(): void {
    for (const id of [...this.#text.keys()]) this.#changed.set(id, this.#node(id));
    for (const [id, run] of this.#changed) nodeStore(id).set(run);
    runSummary.set(this.#summary);
  }

  #start(ids: readonly string[]): void {
    for (const id of nodes.keys()) this.#changed.set(id, undefined);
    for (const id of ids) this.#changed.set(id, waiting);
    this.#text.clear();
    this.#summary = { status: 'running', nodes: ids, started: [], ended: 0 };
  }

  #end(event: Extract<RunEvent, { event: 'run-ended' }>): void {
    const { status, error } = event;
    for (const id of this.#summary.nodes) this.#changed.set(id, afterRunEnded(this.#node(id)));
    this.#summary = { ...this.#summary, status, ...(error === undefined ? {} : { error }), spent: event };
  }

  #count(node: string, ended: number): void {
    const { started } = this.#summary;
    this.#summary = {
      ...this.#summary,
      started: started.includes(node) ? started : [...started, node],
      ended: this.#summary.ended + ended,
    };
  }

  /** The node with all its text so far. */
  #node(id: string): NodeRun {
    const run = (this.#changed.has(id) ? this.#changed.get(id) : nodeStore(id).get()) ?? waiting;
    const text = this.#text.get(id);
    this.#text.delete(id);
    return text === undefined ? run : withText(run, text);
  }
}
