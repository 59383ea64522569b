import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const folder = 'test/fixtures/knowledge';

export const queryKinds = ['keyword', 'misspelt', 'paraphrased'] as const;

const queriesSchema = z.array(z.object({ kind: z.enum(queryKinds), query: z.string(), documents: z.array(z.string()).min(1) }));

export type Query = z.infer<typeof queriesSchema>[number];

export interface CorpusDocument {
  readonly name: string;
  readonly text: string;
}

export function readCorpus(): CorpusDocument[] {
  const names = readdirSync(join(folder, 'corpus')).sort();
  return names.map((name) => ({ name, text: readFileSync(join(folder, 'corpus', name), 'utf8') }));
}

export function readQueries(file: 'queries.json' | 'heldOutQueries.json'): Query[] {
  return queriesSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}
