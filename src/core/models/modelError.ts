/**
 * What went wrong, for those who decide by it:
 * - `network`, `timeout`, `rate-limit`, `server`: the request may succeed when it is made again;
 * - `auth`, `not-found`, `unknown-provider`, `quota`: no request to this model will, until somebody changes something;
 * - `bad-request`: this one will not, whenever it is made;
 * - `incomplete`: an answer came, but not a whole one;
 * - `bad-answer`: what came is not an answer.
 */
export type ModelErrorKind =
  | 'network'
  | 'timeout'
  | 'rate-limit'
  | 'server'
  | 'auth'
  | 'not-found'
  | 'bad-request'
  | 'unknown-provider'
  | 'quota'
  | 'incomplete'
  | 'bad-answer';

/** How a request has missed every model: nobody answers at its address, or whoever does sends pages in place of answers. */
export type Miss = 'no-answer' | 'no-api';

export interface ModelErrorOptions {
  /** Default: whether the kind usually passes by itself. */
  readonly retryable?: boolean;
  /** The HTTP status. */
  readonly status?: number;
  /** How long the provider asks to be left alone. */
  readonly retryAfterMs?: number;
  /** The provider's own words, or the first ones of what it sent. */
  readonly detail?: string;
  /** Absent where a model's server was reached, as far as that can be told. */
  readonly miss?: Miss;
}

const passing: ReadonlySet<ModelErrorKind> = new Set(['network', 'timeout', 'rate-limit', 'server']);
const general: ReadonlySet<ModelErrorKind> = new Set(['auth', 'not-found', 'unknown-provider', 'quota']);

/** Every failure of a model call. The message is for the user: what happened, where, and what to do; it never holds a key. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelErrorKind;
  readonly retryable: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly detail?: string;
  readonly miss?: Miss;

  constructor(kind: ModelErrorKind, message: string, options: ModelErrorOptions = {}) {
    super(message);
    this.kind = kind;
    this.retryable = options.retryable ?? passing.has(kind);
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    if (options.detail !== undefined) this.detail = options.detail;
    if (options.miss !== undefined) this.miss = options.miss;
  }

  /** Whether any other request to the same model would fail in the same way, whatever it asks. */
  get isGeneral(): boolean {
    return general.has(this.kind);
  }

  /** The same failure, final, with a sentence more. */
  givenUp(sentence: string, kind = this.kind): ModelError {
    const { status, retryAfterMs, detail, miss } = this;
    return new ModelError(kind, `${this.message} ${sentence}`, {
      retryable: false,
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(detail === undefined ? {} : { detail }),
      ...(miss === undefined ? {} : { miss }),
    });
  }
}
