import type { Usage } from '../run/events';
import { providerLabel } from './catalog';
import { sleep, systemClock, type Clock } from './clock';
import { ModelError, type ModelErrorKind } from './modelError';
import type { ModelChunk, ModelProvider, ModelRequest } from './provider';
import type { Turns } from './rateLimit';
import { defaultRetryPolicy, delayAfter, duration, type RetryPolicy } from './retryPolicy';
import { Watchdog } from './watchdog';

export type AnswerEvent =
  | { readonly type: 'text'; readonly text: string }
  /** The request failed for `reason` and is made again after `delayMs` as the given attempt (2, 3, …): earlier text is void. */
  | {
      readonly type: 'retry';
      readonly attempt: number;
      readonly reason: string;
      readonly kind: ModelErrorKind;
      readonly delayMs: number;
    }
  /** Always the last event: the answer is whole. */
  | { readonly type: 'finish'; readonly usage?: Usage };

export interface StreamAnswerOptions {
  readonly signal: AbortSignal;
  readonly retry?: Partial<RetryPolicy>;
  /** How long a provider may say nothing at all, before the first byte or after any other. Default: 2 minutes. */
  readonly idleTimeoutMs?: number;
  /** The rate limits that are set. Default: none. */
  readonly turns?: Turns;
  readonly clock?: Clock;
  /** From 0 to 1, for the jitter between attempts. */
  readonly random?: () => number;
}

export const defaultIdleTimeoutMs = 120_000;

/**
 * One whole answer from any provider, through the one policy for retries, rate limits and stalls. Throws `ModelError` when
 * there is no whole answer (what had arrived has been said before), and the signal's reason when it is aborted.
 */
export async function* streamAnswer(
  provider: ModelProvider,
  request: ModelRequest,
  { signal, retry, idleTimeoutMs = defaultIdleTimeoutMs, turns, clock = systemClock, random = Math.random }: StreamAnswerOptions,
): AsyncGenerator<AnswerEvent> {
  const policy = { ...defaultRetryPolicy, ...retry };
  for (let attempt = 1; ; attempt++) {
    try {
      const settle = await turns?.(request.prompt.length, signal);
      for await (const event of attemptAnswer(provider, request, { signal, idleTimeoutMs, clock })) {
        if (event.type === 'finish' && event.usage) settle?.(event.usage);
        yield event;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelError)) throw error;
      const delayMs = delayAfter(attempt, error, policy, { clock, random });
      yield { type: 'retry', attempt: attempt + 1, reason: error.message, kind: error.kind, delayMs };
      await sleep(delayMs, signal, clock);
    }
  }
}

async function* attemptAnswer(
  provider: ModelProvider,
  request: ModelRequest,
  { signal, idleTimeoutMs, clock }: Required<Pick<StreamAnswerOptions, 'signal' | 'idleTimeoutMs' | 'clock'>>,
): AsyncGenerator<AnswerEvent> {
  signal.throwIfAborted();
  const name = providerLabel(provider.id);
  const watchdog = new Watchdog(signal, clock, idleTimeoutMs, () => stalled(name, idleTimeoutMs));
  let isEmpty = true;
  try {
    watchdog.watch();
    for await (const chunk of provider.stream(request, watchdog.signal)) {
      watchdog.rest();
      if (chunk.type === 'finish') {
        assertWhole(chunk, isEmpty, name);
        yield { type: 'finish', ...(chunk.usage ? { usage: chunk.usage } : {}) };
        return;
      }
      if (chunk.text !== '') {
        isEmpty &&= chunk.text.trim() === '';
        yield { type: 'text', text: chunk.text };
      }
      watchdog.watch();
    }
  } finally {
    watchdog.end();
  }
  throw new ModelError('incomplete', `${name} ended the answer without a finish reason: it was cut off.`, { retryable: true });
}

function assertWhole({ reason, detail }: Extract<ModelChunk, { type: 'finish' }>, isEmpty: boolean, name: string): void {
  const fail = (kind: ModelErrorKind, did: string, advice: string) => new ModelError(kind, `${name} ${did} (${detail}). ${advice}`, { detail });
  switch (reason) {
    case 'length':
      throw fail('incomplete', 'cut the answer off at its token limit', 'Ask for less, or raise the limit.');
    case 'content_filter':
      throw fail('incomplete', 'withheld the answer or a part of it', 'Change the prompt or its data.');
    case 'other':
      throw fail('incomplete', 'ended the answer for a reason that no text has', 'Choose a model that answers in text.');
    case 'stop':
      if (isEmpty) throw fail('bad-answer', 'gave an empty answer', 'Change the prompt, or choose another model.');
  }
}

function stalled(name: string, idleTimeoutMs: number): ModelError {
  const advice = 'Raise the idle time limit if its models think for longer.';
  return new ModelError('timeout', `${name} has sent nothing for ${duration(idleTimeoutMs)}, so the request was ended. ${advice}`);
}
