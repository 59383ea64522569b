import { constants } from 'node:os';
import type { Embed, EmbeddingModel } from '../core/knowledge/knowledgeBase';
import type { RateLimits } from '../core/models/rateLimitSettings';
import type { NodePorts } from '../core/run/executeNode';
import type { Connections } from '../core/tables/connections/connection';

export interface Output {
  write(text: string): void;
  /** Whether it shows colours: a terminal, unless NO_COLOR says otherwise. */
  readonly hasColours: boolean;
}

/** For knowledge bases that are searched by meaning too: what makes vectors of texts. */
export interface Embeddings {
  readonly embed: Embed;
  /** The model of that name, which is asked how long its vectors are. Throws `ModelError`. */
  readonly choose: (model: string, signal: AbortSignal) => Promise<EmbeddingModel>;
}

/** All that the command touches of the world it is started in, besides files. */
export interface Io {
  /** Results. */
  readonly stdout: Output;
  /** Messages. */
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** From now on Ctrl+C aborts the signal, with an `Interruption`, instead of ending the process; a second one ends it. */
  readonly interruptible: () => AbortSignal;
  /** Loads what talks to models, to each provider no faster than its limit allows. */
  readonly connect: (rateLimits: RateLimits) => Promise<NodePorts['ask']>;
  readonly embeddings: Embeddings;
  /** The path of a JSON file with the user's own prices. */
  readonly pricesFile?: string | undefined;
  /** The connections that workflows may name as their source. */
  readonly connections: Connections;
}

/** Exit statuses; an interrupted command has that of its signal. */
export const exitStatus = { success: 0, failure: 1, usage: 2 } as const;

/** The command was called wrongly: the message says how, the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** 128 and the signal's number, as shells have it. */
  readonly exitStatus: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Interrupted by ${signal}.`);
    this.exitStatus = 128 + constants.signals[signal];
  }
}
