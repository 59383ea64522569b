import type { ModelChunk } from '../provider';
import { connectionFailure } from './failures';
import { readAnswer, type AnswerContext, type AnswerEvents } from './readAnswer';
import { incomingOf } from './sdkFetch';

/** The options that leave retries, time limits and logging to us. */
export const quietSdk = { maxRetries: 0, timeout: 2 ** 31 - 1, logLevel: 'off' } as const;

/** For servers that ask for no key: the SDKs insist on one, and send no header that is null. */
export const keyless = { apiKey: 'none', defaultHeaders: { authorization: null } } as const;

/** One request through an SDK, whose part ends with the response. */
export async function* callSdk(
  send: () => Promise<Response>,
  answer: AnswerEvents,
  context: AnswerContext,
): AsyncGenerator<ModelChunk> {
  try {
    yield* readAnswer(incomingOf(await sent(send, context)), answer, context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw error;
  }
}

async function sent(send: () => Promise<Response>, { endpoint }: AnswerContext): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    throw connectionFailure(endpoint, error);
  }
}
