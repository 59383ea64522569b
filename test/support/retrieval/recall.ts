import type { RankedText } from '../../../src/core/knowledge/lexical/lexicalIndex';
import { queryKinds, type CorpusDocument, type Query } from './corpus';

/** Finds texts for a query, best first. */
export type Search = (query: string, count: number) => readonly RankedText[];

/** Makes a list of texts searchable. */
export type Build = (texts: readonly string[]) => Search;

const depth = 5;

export type Recall = Readonly<Record<Query['kind'] | 'all', number>>;

/** The share of the right documents that is among the first five, as a mean over the queries. */
export function recallOf(search: Search, documents: readonly CorpusDocument[], queries: readonly Query[]): Recall {
  const found = queries.map(({ kind, query, documents: right }) => {
    const best = new Set(search(query, depth).map(({ index }) => documents[index]?.name));
    return { kind, share: right.filter((name) => best.has(name)).length / right.length };
  });
  const mean = (shares: readonly { share: number }[]): number => shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
  const [keyword, misspelt, paraphrased] = queryKinds.map((kind) => mean(found.filter((one) => one.kind === kind)));
  return { keyword: keyword ?? NaN, misspelt: misspelt ?? NaN, paraphrased: paraphrased ?? NaN, all: mean(found) };
}
