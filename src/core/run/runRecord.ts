import type { NodeStatus, RunEvent, RunStatus } from './events';

export interface NodeRecord {
  readonly status: NodeStatus;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Why it failed or was skipped. */
  readonly reason?: string;
}

/** What a run has come to, kept from its events: a listener that comes late is told by `events` all it needs. */
export class RunRecord {
  readonly #nodes = new Map<string, NodeRecord>();
  #events: RunEvent[] = [];
  #status: RunStatus | 'running' = 'running';

  /** The run's events so far, without the deltas of nodes that have ended: their whole text is in the end event. */
  get events(): readonly RunEvent[] {
    return this.#events;
  }

  get status(): RunStatus | 'running' {
    return this.#status;
  }

  get nodes(): ReadonlyMap<string, NodeRecord> {
    return this.#nodes;
  }

  get endedCount(): number {
    return [...this.#nodes.values()].filter(({ endedAt }) => endedAt !== undefined).length;
  }

  add(event: RunEvent): void {
    if ('node' in event && event.event !== 'node-delta' && event.event !== 'node-started') {
      this.#events = this.#events.filter((earlier) => earlier.event !== 'node-delta' || earlier.node !== event.node);
    }
    this.#events.push(event);
    switch (event.event) {
      case 'run-started':
        for (const node of event.nodes) this.#nodes.set(node, { status: 'waiting' });
        break;
      case 'node-started':
        this.#nodes.set(event.node, { status: 'running', startedAt: event.time });
        break;
      case 'node-completed':
        this.#end(event.node, { status: 'completed', endedAt: event.time });
        break;
      case 'node-failed':
        this.#end(event.node, { status: 'failed', endedAt: event.time, reason: event.error });
        break;
      case 'node-skipped':
        this.#end(event.node, { status: 'skipped', endedAt: event.time, reason: event.reason });
        break;
      case 'run-ended':
        this.#status = event.status;
        break;
      case 'node-delta':
        break;
    }
  }

  #end(node: string, record: NodeRecord): void {
    const startedAt = this.#nodes.get(node)?.startedAt;
    this.#nodes.set(node, { ...record, ...(startedAt !== undefined && { startedAt }) });
  }
}
