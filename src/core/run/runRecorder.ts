import type { RunRecording } from '../history/runRecording';
import type { NodeRunRow, RunRow, StoreChange } from '../store/records';
import type { Retrieval, RunEvent, Spent } from './events';

/** Keeps one run of a flow as the rows of the history, from its events. */
export class RunRecorder implements RunRecording {
  #run: RunRow;
  readonly #nodes = new Map<string, NodeRunRow>();
  #isRunChanged = true;
  readonly #changedNodes = new Set<string>();

  constructor(workflow: Pick<RunRow, 'workflow_id' | 'path'>, { run, time, nodes }: Extract<RunEvent, { event: 'run-started' }>) {
    this.#run = { ...beginning, ...workflow, run_id: run, started_at: time };
    for (const node of nodes) this.#put({ ...nothing, run_id: run, node_id: node, status: 'waiting' });
  }

  get run(): RunRow {
    return this.#run;
  }

  /** In the flow's order. */
  get nodes(): readonly NodeRunRow[] {
    return [...this.#nodes.values()];
  }

  get hasEnded(): boolean {
    return this.#run.ended_at !== null;
  }

  get hasChanges(): boolean {
    return this.#isRunChanged || this.#changedNodes.size > 0;
  }

  add(event: RunEvent): void {
    const { time } = event;
    switch (event.event) {
      case 'run-started':
      case 'node-delta':
        break;
      case 'node-started':
        this.#change(event.node, { status: 'running', started_at: time });
        break;
      case 'node-completed': {
        const { output, description, found } = event;
        this.#change(event.node, { status: 'completed', ended_at: time, output, description, found, ...spending(event), ...lookedUp(event) });
        break;
      }
      case 'node-failed':
        this.#change(event.node, { status: 'failed', ended_at: time, error: event.error, description: event.description ?? null, ...lookedUp(event) });
        break;
      case 'node-skipped':
        this.#change(event.node, { status: 'skipped', ended_at: time, error: event.reason });
        break;
      case 'run-ended':
        this.#run = { ...this.#run, status: event.status, ended_at: time, error: event.error ?? null, ...spending(event) };
        this.#isRunChanged = true;
        break;
    }
  }

  /** What has become of the run since the last call: each row that has changed, as it is now. */
  takeChanges(): StoreChange[] {
    const changes: StoreChange[] = this.#isRunChanged ? [{ change: 'put-run', row: this.#run }] : [];
    for (const row of this.#nodes.values()) {
      if (this.#changedNodes.has(row.node_id)) changes.push({ change: 'put-node-run', row });
    }
    this.#isRunChanged = false;
    this.#changedNodes.clear();
    return changes;
  }

  /** Nothing of what was taken has been stored: it is all to be taken again. */
  untake(): void {
    this.#isRunChanged = true;
    for (const node of this.#nodes.keys()) this.#changedNodes.add(node);
  }

  #change(node: string, change: Partial<NodeRunRow>): void {
    const before = this.#nodes.get(node);
    if (before) this.#put({ ...before, ...change });
  }

  #put(row: NodeRunRow): void {
    this.#nodes.set(row.node_id, row);
    this.#changedNodes.add(row.node_id);
  }
}

function spending({ usage, cost }: Spent): Pick<RunRow, 'input_tokens' | 'output_tokens' | 'cost'> {
  return { input_tokens: usage?.input_tokens ?? null, output_tokens: usage?.output_tokens ?? null, cost: cost ?? null };
}

function lookedUp({ knowledge_base, passages, warnings }: Retrieval): Pick<NodeRunRow, 'knowledge_base' | 'passages' | 'warnings'> {
  return { knowledge_base: knowledge_base ?? null, passages: passages ? [...passages] : null, warnings: warnings ? [...warnings] : null };
}

const nothing = {
  ...{ output: null, description: null, found: null, error: null, started_at: null, ended_at: null },
  ...{ input_tokens: null, output_tokens: null, cost: null, knowledge_base: null, passages: null, warnings: null },
};

const beginning: Omit<RunRow, 'run_id' | 'workflow_id' | 'path' | 'started_at'> = {
  ...{ kind: 'flow', status: 'running', ended_at: null, error: null, processes: null, completed: null, failed: null, skipped: null },
  ...{ input_tokens: null, output_tokens: null, cost: null, runner: null },
};
