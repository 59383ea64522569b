import { setImmediate } from 'node:timers/promises';
import type { Passage } from '../run/events';
import { checkVectors } from './embedTexts';
import type { ChunkIndex } from './index/chunkIndex';
import type { Embed, EmbeddingModel, VectorModel } from './knowledgeBase';
import { buildInTurns } from './lexical/buildLexicalIndex';
import { fuseByRank } from './lexical/fuseByRank';
import type { LexicalIndex } from './lexical/lexicalIndex';

/** How far down each ranking counts when two are fused: what is far down in one may be on top of the other. */
const fusedDepth = 50;

/** One state of a knowledge base, in memory. */
export class SearchableBase {
  #lexical: Promise<LexicalIndex> | undefined;

  constructor(
    private readonly embedding: EmbeddingModel,
    private readonly index: ChunkIndex | undefined,
  ) {}

  /** By words, and by vectors where the base has them; best first. Throws what `embed` throws, and `KnowledgeError` for its answer. */
  async search(query: string, count: number, embed: Embed, signal: AbortSignal): Promise<Passage[]> {
    const { index } = this;
    if (index === undefined || index.chunks.length === 0 || query.trim() === '' || count < 1) return [];
    const found =
      this.embedding.kind === 'lexical'
        ? (await this.#words(index)).search(query, count)
        : fuseByRank(await this.#rankings(index, this.embedding, query, Math.max(count, fusedDepth), embed, signal), count);
    return found.flatMap(({ index: place, score }) => {
      const chunk = index.chunks[place];
      if (chunk === undefined) return [];
      const { text, source, heading, line, endLine } = chunk;
      return [{ text, source, ...(heading !== '' && { heading }), line, endLine, score }];
    });
  }

  async #rankings(index: ChunkIndex, model: VectorModel, query: string, depth: number, embed: Embed, signal: AbortSignal) {
    const vectors = await embed(model, [query], signal);
    checkVectors(model, vectors, 1);
    const nearest = await Promise.all(vectors.map((vector) => index.nearest(vector, depth)));
    return [...nearest, (await this.#words(index)).search(query, depth)];
  }

  /** Made by the first who asks, for all who ask after. */
  #words(index: ChunkIndex): Promise<LexicalIndex> {
    this.#lexical ??= indexWords(index);
    return this.#lexical;
  }
}

/** A large base takes seconds, in which the extension host has other work too. */
async function indexWords({ chunks }: ChunkIndex): Promise<LexicalIndex> {
  const turns = buildInTurns(chunks.map(({ text }) => text));
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
    await setImmediate();
  }
}
