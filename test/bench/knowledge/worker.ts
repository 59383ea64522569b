import { readdirSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { ChunkIndex } from '../../../src/core/knowledge/index/chunkIndex';
import type { KnowledgeBases } from '../../../src/core/knowledge/knowledgeBase';
import { openKnowledgeBases } from '../../../src/core/knowledge/openKnowledgeBases';
import { nodeFiles } from '../../../src/core/store/nodeFiles';
import { serveParent } from '../support/worker.mjs';
import { dimensions, random, sentence, vectorOf, writeDocument, writeDocuments } from './corpus';

const { signal } = new AbortController();
const top = 6;

interface Asked {
  readonly folder: string;
  readonly kind: 'openai' | 'lexical';
}

function open(folder: string): KnowledgeBases {
  return openKnowledgeBases({ workspace: folder, embed: (_, texts) => Promise.resolve(texts.map(vectorOf)) });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function eachTimed(count: number, work: (number: number) => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let number = 0; number < count; number++) samples.push(await timed(() => work(number)));
  return samples;
}

function residentMb(): number {
  return process.memoryUsage().rss / 2 ** 20;
}

const query = (number: number) => sentence(900_000_000 + number, 8);

serveParent(process.version, {
  write({ folder, chunks }: { folder: string; chunks: number }): void {
    writeDocuments(path.join(folder, 'docs'), chunks);
  },

  /** Milliseconds to read, divide, embed (at once) and write all documents, and the chunks that they gave. */
  async build({ folder, kind }: Asked): Promise<{ ms: number; chunks: number }> {
    const bases = open(folder);
    await bases.create(kind, kind === 'lexical' ? { kind } : { kind, model: 'bench', dimensions });
    let chunks = 0;
    const ms = await timed(async () => ({ chunks } = await bases.add(kind, ['docs'], { signal })));
    return { ms, chunks };
  },

  /** In a process that has just started: the first answer, then many, in milliseconds each; and what it takes in memory. */
  async search({ folder, kind, queries }: Asked & { queries: number }): Promise<{ first: number; each: number[]; mb: number }> {
    const bases = open(folder);
    const before = residentMb();
    const first = await timed(() => bases.search(kind, query(0), top, signal));
    const mb = residentMb() - before;
    return { first, each: await eachTimed(queries, (number) => bases.search(kind, query(number + 1), top, signal)), mb };
  },

  /** The index alone: loading it, then many questions. */
  async nearest({ folder, queries }: { folder: string; queries: number }): Promise<{ load: number; each: number[] }> {
    const base = path.join(folder, '.llmflow/knowledge/openai');
    const file = readdirSync(base).find((name) => name.endsWith('.index')) ?? '';
    let index: ChunkIndex | undefined;
    const load = await timed(async () => (index = await ChunkIndex.open(nodeFiles, path.join(base, file))));
    return { load, each: await eachTimed(queries, async (number) => index?.nearest(vectorOf(query(number)), top)) };
  },

  /** The least that an exact search can do: one array, one pass. */
  async scan({ chunks, queries }: { chunks: number; queries: number }): Promise<number[]> {
    const next = random(1);
    const vectors = Float32Array.from({ length: chunks * dimensions }, () => next() - 0.5);
    return eachTimed(queries, (number) => Promise.resolve(scan(vectors, vectorOf(query(number)))));
  },

  /** One of the documents has changed: milliseconds until it is in the index, and until it is found. */
  async refresh({ folder, kind, round }: Asked & { round: number }): Promise<{ refresh: number; search: number }> {
    const bases = open(folder);
    await bases.refresh(kind, { signal });
    await bases.search(kind, query(0), top, signal);
    writeDocument(path.join(folder, 'docs'), 7, 1_000_000 + round);
    return {
      refresh: await timed(() => bases.refresh(kind, { signal })),
      search: await timed(() => bases.search(kind, query(1), top, signal)),
    };
  },
});

function scan(vectors: Float32Array, wanted: Float32Array): { index: number; score: number }[] {
  const best: { index: number; score: number }[] = [];
  for (let index = 0, at = 0; at < vectors.length; index++, at += dimensions) {
    let score = 0;
    for (let place = 0; place < dimensions; place++) score += (vectors[at + place] ?? 0) * (wanted[place] ?? 0);
    if (best.length === top && score <= (best[top - 1]?.score ?? 0)) continue;
    best.push({ index, score });
    best.sort((a, b) => b.score - a.score);
    best.length = Math.min(best.length, top);
  }
  return best;
}
