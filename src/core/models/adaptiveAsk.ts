import type { NodePorts } from '../run/executeNode';
import { AdaptiveLimit } from './adaptiveLimit';
import { ModelError } from './modelError';

/**
 * The same `ask` with at most `most` calls in flight at each provider, and fewer while that provider says that calls come too
 * fast. One provider's trouble does not slow another down.
 */
export function adaptiveAsk(ask: NodePorts['ask'], most: number): NodePorts['ask'] {
  const limits = new Map<string, AdaptiveLimit>();
  const limitOf = (provider: string): AdaptiveLimit => {
    const limit = limits.get(provider) ?? new AdaptiveLimit(most);
    limits.set(provider, limit);
    return limit;
  };
  return async function* (request, signal) {
    const slot = await limitOf(request.llm_provider).acquire(signal);
    let succeeded = false;
    try {
      for await (const part of ask(request, signal)) {
        if (part.type === 'retry' && part.kind === 'rate-limit') slot.rateLimited();
        if (part.type === 'finish') succeeded = true;
        yield part;
      }
    } catch (error) {
      if (error instanceof ModelError && error.kind === 'rate-limit') slot.rateLimited();
      throw error;
    } finally {
      slot.release(succeeded);
    }
  };
}
