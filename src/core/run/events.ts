/** What a run says: one ordered stream. `run --json` prints these objects as they are (design, sections 4 and 8). */
interface EventBase {
  readonly run: string;
  /** Rises by one with each event of a run, from 1. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly time: string;
}

export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

export type RunStatus = 'completed' | 'failed' | 'cancelled';

export type RunEventBody =
  | { readonly event: 'run-started'; readonly nodes: readonly string[] }
  | { readonly event: 'node-started'; readonly node: string }
  /**
   * Text as it arrives. A delta with `attempt` (2, 3, …) has no text: the request failed for `reason` and is made again, so
   * what the node had said so far is void.
   */
  | {
      readonly event: 'node-delta';
      readonly node: string;
      readonly text: string;
      readonly attempt?: number;
      readonly reason?: string;
    }
  | {
      readonly event: 'node-completed';
      readonly node: string;
      /** What goes to the post-nodes. */
      readonly output: string;
      /** The whole answer, as Markdown. */
      readonly description: string;
      /** Whether the answer held an output tag; if not, the output is the whole answer. */
      readonly found: boolean;
      readonly usage?: Usage;
    }
  /** `description` is what had arrived before the failure. */
  | { readonly event: 'node-failed'; readonly node: string; readonly error: string; readonly description?: string }
  | { readonly event: 'node-skipped'; readonly node: string; readonly reason: string }
  | { readonly event: 'run-ended'; readonly status: RunStatus; readonly error?: string };

export type RunEvent = EventBase & RunEventBody;

export type NodeStatus = 'waiting' | 'running' | 'completed' | 'failed' | 'skipped';
