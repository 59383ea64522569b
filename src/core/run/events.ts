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

/** A part of a document in a knowledge base. */
export interface Passage {
  readonly text: string;
  /** The document's path, relative to the workspace, with forward slashes. */
  readonly source: string;
  /** What it is under there, such as `Returns › Abroad`; absent where that is not known. */
  readonly heading?: string;
  /** From 1, in the text of the document (which is its file's where that is plain text); the last line is inclusive. */
  readonly line: number;
  readonly endLine: number;
  /** Higher is nearer; comparable within one search only. */
  readonly score: number;
}

/** What was looked up for a node: where nothing was, all is absent. */
export interface Retrieval {
  /** The knowledge base that was searched. */
  readonly knowledge_base?: string;
  /** What `{context}` was made of, best first. Empty where nothing was found. */
  readonly passages?: readonly Passage[];
  /** What the user should know, as sentences. */
  readonly warnings?: readonly string[];
}

/** What model calls took. */
export interface Spent {
  readonly usage?: Usage;
  /** US dollars; absent where the price or the tokens of a call are not known. */
  readonly cost?: number;
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
  | ({
      readonly event: 'node-completed';
      readonly node: string;
      /** What goes to the post-nodes. */
      readonly output: string;
      /** The whole answer, as Markdown. */
      readonly description: string;
      /** Whether the answer held an output tag; if not, the output is the whole answer. */
      readonly found: boolean;
    } & Retrieval &
      Spent)
  /** `description` is what had arrived before the failure. */
  | ({ readonly event: 'node-failed'; readonly node: string; readonly error: string; readonly description?: string } & Retrieval)
  | { readonly event: 'node-skipped'; readonly node: string; readonly reason: string }
  /** Usage and cost are those of all nodes that completed. */
  | ({ readonly event: 'run-ended'; readonly status: RunStatus; readonly error?: string } & Spent);

export type RunEvent = EventBase & RunEventBody;

export type NodeStatus = 'waiting' | 'running' | 'completed' | 'failed' | 'skipped';
