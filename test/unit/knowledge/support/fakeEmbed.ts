import type { Embed, VectorModel } from '../../../../src/core/knowledge/knowledgeBase';
import { vectorOf } from './vectorOf';

export const model: VectorModel = { kind: 'openai', model: 'words-64', dimensions: 64 };

export interface CountingEmbed {
  readonly embed: Embed;
  /** Every text that was ever asked for, in order. */
  readonly texts: string[];
}

/** Embeds, and counts; `before` may fail, or wait. */
export function countingEmbed(before: (texts: readonly string[], signal: AbortSignal) => Promise<void> | void = () => undefined): CountingEmbed {
  const texts: string[] = [];
  return {
    texts,
    async embed({ dimensions }, batch, signal) {
      await before(batch, signal);
      signal.throwIfAborted();
      texts.push(...batch);
      return batch.map((text) => vectorOf(text, dimensions));
    },
  };
}
