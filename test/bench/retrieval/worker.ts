import MiniSearch from 'minisearch';
import { performance } from 'node:perf_hooks';
import bm25 from 'wink-bm25-text-search';
import nlp from 'wink-nlp-utils';
import { fused, ours, parts, plainCandidates } from '../../support/retrieval/candidates';
import { readCorpus, readQueries } from '../../support/retrieval/corpus';
import { distractors } from '../../support/retrieval/distractors';
import { recallOf, type Build } from '../../support/retrieval/recall';
import { seededNumbers } from '../../support/retrieval/seededNumbers';
import { serveParent } from '../support/worker.mjs';

function miniSearch(options: object, searchOptions: object): Build {
  return (texts) => {
    const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], ...options });
    index.addAll(texts.map((text, id) => ({ id, text })));
    return (query, count) => index.search(query, searchOptions).slice(0, count).map(({ id, score }) => ({ index: id as number, score }));
  };
}

const stemmed: Build = (texts) => {
  const engine = bm25();
  const { string, tokens } = nlp;
  engine.defineConfig({ fldWeights: { text: 1 } });
  engine.definePrepTasks([string.lowerCase, string.removeExtraSpaces, string.tokenize0, tokens.removeWords, tokens.stem]);
  for (const [id, text] of texts.entries()) engine.addDoc({ text }, id);
  engine.consolidate();
  return (query, count) => engine.search(query, count).map(([id, score]: [string, number]) => ({ index: Number(id), score }));
};

const inflected = miniSearch({}, { fuzzy: 0.2, prefix: true });

const candidates: Readonly<Record<string, Build>> = {
  '**LLM Flow**': ours,
  ...plainCandidates,
  'minisearch, fuzzy and prefix': inflected,
  'minisearch, parts of words (4 letters)': miniSearch({ tokenize: parts(4) }, {}),
  'wink-bm25-text-search, stemmed': stemmed,
  'fused: minisearch (fuzzy, prefix) and wink': fused(inflected, stemmed),
};

const documents = readCorpus();
const texts = documents.map(({ text }) => text);
const queries = readQueries('queries.json');
const heldOut = readQueries('heldOutQueries.json');

function timed<Result>(work: () => Result): { result: Result; ms: number } {
  const start = performance.now();
  const result = work();
  return { result, ms: performance.now() - start };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** All queries together. */
function among(build: Build, crowd: readonly string[]) {
  const asked = [...queries, ...heldOut];
  const { result: search, ms: buildMs } = timed(() => build(crowd));
  const { result: recall, ms } = timed(() => recallOf(search, documents, asked).all);
  return { recall, buildMs, queryMs: ms / asked.length };
}

/** Of two hundred words each, as passages have them: words of the corpus, and of a vocabulary as large as a large collection's. */
function passages(count: number): string[] {
  const random = seededNumbers(1);
  const known = texts.flatMap((text) => text.split(/\s+/));
  const other = Array.from({ length: 150_000 }, () => Math.floor(random() * 1e9).toString(26));
  const word = (): string => (random() < 0.7 ? known[Math.floor(random() * known.length)]! : other[Math.floor(random() ** 2 * other.length)]!);
  return Array.from({ length: count }, () => Array.from({ length: 200 }, word).join(' '));
}

serveParent(Object.keys(candidates), {
  recall({ name, crowds }: { name: string; crowds: readonly { count: number; seeds: readonly number[] }[] }) {
    const build = candidates[name]!;
    const alone = build(texts);
    return {
      alone: recallOf(alone, documents, queries),
      heldOut: recallOf(alone, documents, heldOut).all,
      crowded: crowds.map(({ count, seeds }) => {
        const rounds = seeds.map((seed) => among(build, [...texts, ...distractors(texts, count, seed)]));
        return {
          recall: mean(rounds.map(({ recall }) => recall)),
          buildMs: mean(rounds.map(({ buildMs }) => buildMs)),
          queryMs: mean(rounds.map(({ queryMs }) => queryMs)),
        };
      }),
    };
  },
  scale({ count }: { count: number }) {
    const all = passages(count);
    globalThis.gc?.();
    const before = process.memoryUsage();
    const { result: search, ms: buildMs } = timed(() => ours(all));
    globalThis.gc?.();
    const after = process.memoryUsage();
    const queryMs = queries.map(({ query }) => timed(() => search(query, 6)).ms).sort((a, b) => a - b);
    const bytes = after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
    return { buildMs, megabytes: bytes / 1e6, p50: queryMs[Math.floor(queryMs.length / 2)], p95: queryMs[Math.floor(queryMs.length * 0.95)] };
  },
});
