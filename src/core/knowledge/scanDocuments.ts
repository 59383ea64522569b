import path from 'node:path';
import { storeFailure } from '../store/storeFailure';
import { lookAt, type DocumentFile } from './documentFile';
import { chunkDocument } from './documents/chunkDocument';
import { DocumentError } from './documents/documentText';
import { findDocuments } from './documents/findDocuments';
import { readDocument } from './documents/readDocument';
import type { IndexedChunk } from './index/chunk';
import type { SkippedDocument, UpdateOptions } from './knowledgeBase';
import type { IndexedDocument } from './records';

export type DocumentChunk = Omit<IndexedChunk, 'vector'>;

export interface ReadDocument {
  readonly document: IndexedDocument;
  readonly chunks: readonly DocumentChunk[];
}

export interface Scan {
  /** Their chunks are in the index. */
  readonly unchanged: readonly IndexedDocument[];
  readonly read: readonly ReadDocument[];
  readonly skipped: readonly SkippedDocument[];
}

/** Looks at all that the patterns mean, and reads what is not as `known` says. A document that cannot be read is skipped. */
export async function scanDocuments(
  workspace: string,
  patterns: readonly string[],
  known: readonly IndexedDocument[],
  { signal, onProgress }: UpdateOptions,
): Promise<Scan> {
  const found = await findDocuments(workspace, patterns, signal);
  const before = new Map(known.map((document) => [document.path, document]));
  const unchanged: IndexedDocument[] = [];
  const read: ReadDocument[] = [];
  const skipped = [...found.skipped];
  for (const [index, source] of found.paths.entries()) {
    signal.throwIfAborted();
    onProgress?.({ stage: 'reading', done: index, total: found.paths.length, document: source });
    try {
      const last = before.get(source);
      // What is known of the file is older than what is read from it: a change in between is noticed the next time.
      const file = await lookAt(workspace, source, last, signal);
      if (file === undefined) skipped.push({ path: source, reason: 'It is gone, or a link that leads out of the workspace.' });
      else if (file.hash === last?.hash) unchanged.push({ ...last, ...file });
      else read.push(await readChunks(workspace, source, file, signal));
    } catch (error) {
      signal.throwIfAborted();
      skipped.push({ path: source, reason: error instanceof DocumentError ? error.message : storeFailure('It cannot be read', error).message });
    }
  }
  return { unchanged, read, skipped };
}

async function readChunks(workspace: string, source: string, file: DocumentFile, signal: AbortSignal): Promise<ReadDocument> {
  const document = await readDocument(path.join(workspace, source), signal);
  const chunks = chunkDocument(document).map((chunk) => ({ text: chunk.text, source, line: chunk.line, endLine: chunk.endLine }));
  return { document: { ...file, path: source, chunks: chunks.length }, chunks };
}
