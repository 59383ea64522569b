import { errorText } from '../../text/errorText';
import type { Clock } from '../clock';

/** The models that a provider has said it offers. */
export interface ModelList {
  readonly models: readonly string[];
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** What is known of a provider's models. */
export interface KnownModels {
  readonly list?: ModelList;
  /** Why they could not be asked for, the last time. */
  readonly problem?: string;
}

/** Where a list is asked for. `address` tells one server's list from another's; it holds no key. */
export interface ModelListSource {
  readonly address: string;
  /** What is offered now says nothing about another time: the list is not stored. */
  readonly isFleeting?: boolean;
  ask(signal: AbortSignal): Promise<readonly string[]>;
}

/** Where lists outlast the process; what it gives may come from another version, or from anybody. */
export interface ModelListStore {
  get(key: string): ModelList | undefined;
  set(key: string, list: ModelList): void;
}

export interface ModelListOptions {
  readonly store: ModelListStore;
  readonly clock: Clock;
  /** Something that `known` tells has changed. */
  readonly changed: () => void;
  /** A list that is older than this is asked for again. */
  readonly maxAgeMs?: number;
  /** After a failure it is asked for again no sooner than this. */
  readonly pauseMs?: number;
  readonly timeoutMs?: number;
}

const hourMs = 3_600_000;

/**
 * The lists of models, by provider. Asking goes on in the background: `known` answers at once, from memory or the store, and an
 * error takes nothing away that was known.
 */
export class ModelLists {
  readonly #options: Required<ModelListOptions>;
  readonly #problems = new Map<string, { readonly message: string; readonly at: number }>();
  readonly #lists = new Map<string, ModelList>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #end = new AbortController();

  constructor(options: ModelListOptions) {
    this.#options = { maxAgeMs: 12 * hourMs, pauseMs: hourMs / 12, timeoutMs: 10_000, ...options };
  }

  /** What is known now; a list that is missing or old is asked for meanwhile. */
  known(provider: string, source: ModelListSource): KnownModels {
    const key = keyOf(provider, source);
    const list = this.#listAt(key, source);
    const problem = this.#problems.get(key);
    const now = this.#options.clock.now();
    const isFresh = list !== undefined && now - list.askedAt < this.#options.maxAgeMs && list.askedAt <= now;
    const isPausing = problem !== undefined && now - problem.at < this.#options.pauseMs;
    if (!isFresh && !isPausing) void this.refresh(provider, source);
    return { ...(list ? { list } : {}), ...(problem ? { problem: problem.message } : {}) };
  }

  /** Asks now, or waits for the answer that is on its way. Never throws: what went wrong is told by `known`. */
  refresh(provider: string, source: ModelListSource): Promise<void> {
    const key = keyOf(provider, source);
    const asking = this.#asking.get(key) ?? this.#ask(key, source).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  /** Ends what is being asked. */
  dispose(): void {
    this.#end.abort();
  }

  #listAt(key: string, { isFleeting }: ModelListSource): ModelList | undefined {
    const list = this.#lists.get(key) ?? (isFleeting ? undefined : this.#options.store.get(key));
    if (list) this.#lists.set(key, list);
    return list;
  }

  async #ask(key: string, source: ModelListSource): Promise<void> {
    const { clock, timeoutMs, store, changed } = this.#options;
    const limit = new AbortController();
    const cancel = clock.after(timeoutMs, () => limit.abort(new Error(`There was no answer within ${timeoutMs / 1000} s.`)));
    try {
      const models = await source.ask(AbortSignal.any([limit.signal, this.#end.signal]));
      if (this.#end.signal.aborted) return;
      const list = { models: [...models], askedAt: clock.now() };
      const isNews = this.#problems.delete(key) || !sameModels(this.#listAt(key, source), list);
      this.#lists.set(key, list);
      if (!source.isFleeting) store.set(key, list);
      if (isNews) changed();
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const message = errorText(error);
      const isNews = this.#problems.get(key)?.message !== message;
      this.#problems.set(key, { message, at: clock.now() });
      if (isNews) changed();
    } finally {
      cancel();
    }
  }
}

function keyOf(provider: string, { address }: ModelListSource): string {
  return `${provider} ${address}`;
}

function sameModels(before: ModelList | undefined, now: ModelList): boolean {
  return before !== undefined && before.models.length === now.models.length && before.models.every((model, index) => model === now.models[index]);
}
