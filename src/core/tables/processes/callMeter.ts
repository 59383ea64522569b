import { KnowledgeError } from '../../knowledge/knowledgeBase';
import { ModelError, type Miss } from '../../models/modelError';
import type { Prices } from '../../models/prices';
import type { ModelRequest } from '../../models/provider';
import type { Usage } from '../../run/events';
import type { AnswerPart, NodePorts } from '../../run/executeNode';

export interface Spending {
  /** Requests to models, repeated ones included. */
  readonly attempts: number;
  /** Of all calls that were answered; absent where none said. */
  readonly usage?: Usage;
  /** US dollars for all calls that were answered; null where that is not known. */
  readonly cost: number | null;
}

/** Whose failure it is that a row has no result: the row's own, that of any other just as much, or that of a server that was never reached. */
export type FailureScope = 'row' | 'every-row' | Miss;

type Search = NonNullable<NodePorts['search']>;

/** Adds up what the calls of one row take, and notes whose failure it is if one fails. */
export class CallMeter {
  readonly #prices: Prices;
  #attempts = 0;
  #usage: Usage | undefined;
  #cost: number | null = 0;
  #scope: FailureScope = 'row';

  constructor(prices: Prices) {
    this.#prices = prices;
  }

  get spending(): Spending {
    return { attempts: this.#attempts, cost: this.#cost, ...(this.#usage && { usage: this.#usage }) };
  }

  /** Of the calls that have failed, the widest. */
  get scope(): FailureScope {
    return this.#scope;
  }

  /** Asks, and counts what is asked. */
  async *count(request: ModelRequest, ask: NodePorts['ask'], signal: AbortSignal): AsyncGenerator<AnswerPart> {
    this.#attempts++;
    try {
      for await (const part of ask(request, signal)) {
        if (part.type === 'retry') this.#attempts++;
        if (part.type === 'finish') this.#add(request, part.usage);
        yield part;
      }
    } catch (error) {
      this.#note(error);
      throw error;
    }
  }

  /** The same search, whose failures are noted. */
  watch(search: Search): Search {
    return async (...query) => {
      try {
        return await search(...query);
      } catch (error) {
        this.#note(error);
        throw error;
      }
    };
  }

  /** What is wrong with a knowledge base is so for every row. */
  #note(error: unknown): void {
    const isGeneral = error instanceof KnowledgeError || (error instanceof ModelError && error.isGeneral);
    if (isGeneral) this.#scope = 'every-row';
    else if (this.#scope === 'row' && error instanceof ModelError) this.#scope = error.miss ?? 'row';
  }

  #add({ llm_provider, model_type }: ModelRequest, usage: Usage | undefined): void {
    const cost = this.#prices.cost(llm_provider, model_type, usage);
    this.#cost = cost === null || this.#cost === null ? null : this.#cost + cost;
    if (!usage) return;
    this.#usage = {
      input_tokens: (this.#usage?.input_tokens ?? 0) + usage.input_tokens,
      output_tokens: (this.#usage?.output_tokens ?? 0) + usage.output_tokens,
    };
  }
}
