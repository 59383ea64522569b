/**
 * What went wrong, for those who decide by it:
 * - `network`, `timeout`, `rate-limit`, `server`: the request may succeed when it is made again;
 * - `auth`, `not-found`, `bad-request`, `unknown-provider`: it will not, until somebody changes something;
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
  | 'incomplete'
  | 'bad-answer';

export interface ModelErrorOptions {
  /** Default: whether the kind usually passes by itself. */
  readonly retryable?: boolean;
  /** The HTTP status. */
  readonly status?: number;
  /** How long the provider asks to be left alone. */
  readonly retryAfterMs?: number;
  /** The provider's own words, or the first ones of what it sent. */
  readonly detail?: string;
}

const passing: ReadonlySet<ModelErrorKind> = new Set(['network', 'timeout', 'rate-limit', 'server']);

/** Every failure of a model call. The message is for the user: what happened, where, and what to do; it never holds a key. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelErrorKind;
  readonly retryable: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly detail?: string;

  constructor(kind: ModelErrorKind, message: string, options: ModelErrorOptions = {}) {
    super(message);
    this.kind = kind;
    this.retryable = options.retryable ?? passing.has(kind);
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    if (options.detail !== undefined) this.detail = options.detail;
  }

  /** The same failure, final, with a sentence more. */
  givenUp(sentence: string): ModelError {
    const { status, retryAfterMs, detail } = this;
    return new ModelError(this.kind, `${this.message} ${sentence}`, {
      retryable: false,
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(detail === undefined ? {} : { detail }),
    });
  }
}
