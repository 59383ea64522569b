import type { KnowledgeBases } from '../../../../src/core/knowledge/knowledgeBase';
import { documentCount } from './writeRound';

/** The round that a search finds in every document. Throws if it is not one round, or not every document. */
export async function roundIn(bases: KnowledgeBases): Promise<number> {
  const found = await bases.search('rounds', 'document of round', documentCount + 1, new AbortController().signal);
  const rounds = new Set(found.map(({ text }) => Number(/round (\d+)/.exec(text)?.[1])));
  const [round] = rounds;
  if (found.length !== documentCount || rounds.size !== 1 || round === undefined) {
    throw new Error(`The index has ${found.length} of ${documentCount} documents, of rounds ${[...rounds].join(', ')}.`);
  }
  return round;
}
