import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { encodeLine } from '../../../../src/core/store/checkedLine';
import type { VectorModel } from '../../../../src/core/knowledge/knowledgeBase';
import type { KnowledgeWorkspace } from './knowledgeWorkspace';
import { vectorOf } from './vectorOf';

/** What the first version left behind of documents that are one passage each: contents of format 1 and an index without headings. */
export function writeOlderBase(workspace: KnowledgeWorkspace, name: string, documents: readonly string[], embedding: VectorModel): void {
  const folder = workspace.path(`.llmflow/knowledge/${name}`);
  mkdirSync(folder, { recursive: true });
  const generation = crypto.randomUUID();
  const passages = documents.map((source) => ({ source, text: readFileSync(workspace.path(source), 'utf8').trim() }));
  const line = (file: string, value: object) => writeFileSync(path.join(folder, file), encodeLine(JSON.stringify(value)));
  line('definition', { format: 1, embedding, patterns: documents });
  line('contents', {
    format: 1,
    generation,
    version: 'of the first version',
    refreshedAt: new Date().toISOString(),
    chunks: passages.length,
    documents: documents.map((source) => {
      const file = workspace.path(source);
      const { size, mtimeMs } = statSync(file);
      return { path: source, size, changedAt: mtimeMs, seenAt: mtimeMs + 10_000, hash: createHash('sha256').update(readFileSync(file)).digest('hex'), chunks: 1 };
    }),
  });
  writeFileSync(path.join(folder, `${generation}.index`), olderIndex(passages, embedding.dimensions));
}

function olderIndex(passages: readonly { readonly source: string; readonly text: string }[], dimensions: number): Buffer {
  const numbers = (...values: readonly number[]) => Buffer.from(Uint32Array.from(values).buffer);
  const names = Buffer.from(JSON.stringify(passages.map(({ source }) => source)));
  const texts = Buffer.concat(passages.map(({ text }) => Buffer.from(text)));
  let end = 0;
  const records = passages.map(({ text }, place) => numbers(place, 1, text.split('\n').length, (end += Buffer.byteLength(text))));
  const vectors = passages.map(({ text }) => Buffer.from(vectorOf(text, dimensions).buffer));
  const bytes = Buffer.concat([Buffer.from('LLMFIDX1'), numbers(passages.length, dimensions, names.length, texts.length), ...records, names, texts, ...vectors]);
  return Buffer.concat([bytes, numbers(crc32(bytes))]);
}
