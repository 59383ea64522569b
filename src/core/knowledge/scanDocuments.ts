import path from 'node:path';
import { storeFailure } from '../store/storeFailure';
import { lookAt, type FileState } from './documentFile';
import { chunkDocument } from './documents/chunkDocument';
import { DocumentError } from './documents/documentText';
import { findDocuments } from './documents/findDocuments';
import { readDocument, readerVersion } from './documents/readDocument';
import type { IndexedChunk } from './index/chunk';
import type { SkippedDocument, UpdateOptions } from './knowledgeBase';
import type { DocumentFile, IndexedDocument, UnreadableDocument } from './records';

export type DocumentChunk = Omit<IndexedChunk, 'vector'>;

export interface ReadDocument {
  readonly document: IndexedDocument;
  readonly chunks: readonly DocumentChunk[];
}

/** What is known of the documents from the update before. */
export interface KnownDocuments {
  /** Their chunks are in the index. */
  readonly documents: readonly IndexedDocument[];
  readonly unreadable: readonly UnreadableDocument[];
}

export interface Scan {
  /** Their chunks are in the index. */
  readonly unchanged: readonly IndexedDocument[];
  readonly read: readonly ReadDocument[];
  /** Of what is skipped, that which would be skipped again. */
  readonly unreadable: readonly UnreadableDocument[];
  readonly skipped: readonly SkippedDocument[];
}

/** Looks at all that the patterns mean, and reads what is not as `known` says. A document that cannot be read is skipped. */
export async function scanDocuments(
  workspace: string,
  patterns: readonly string[],
  known: KnownDocuments,
  { signal, onProgress }: UpdateOptions,
): Promise<Scan> {
  const found = await findDocuments(workspace, patterns, signal);
  const indexed = byPath(known.documents);
  const refused = byPath(known.unreadable);
  const unchanged: IndexedDocument[] = [];
  const read: ReadDocument[] = [];
  const unreadable: UnreadableDocument[] = [];
  const skipped = [...found.skipped];
  for (const [index, source] of found.paths.entries()) {
    signal.throwIfAborted();
    onProgress?.({ stage: 'reading', done: index, total: found.paths.length, document: source });
    const before = indexed.get(source);
    const refusal = refused.get(source);
    try {
      // What is known of the file is older than what is read from it: a change in between is noticed the next time.
      const file = await lookAt(workspace, source, before ?? refusal, signal);
      if (file === undefined) skipped.push({ path: source, reason: 'It is gone, or a link that leads out of the workspace.' });
      else if (isAsRead(file, before)) unchanged.push({ ...before, ...file });
      else {
        const outcome = isAsRead(file, refusal) ? { ...refusal, ...file } : await readChunks(workspace, source, file, signal);
        if ('chunks' in outcome) read.push(outcome);
        else unreadable.push(outcome);
      }
    } catch (error) {
      signal.throwIfAborted();
      // It says nothing of the document: the next update tries again.
      skipped.push({ path: source, reason: storeFailure('It cannot be read', error).message });
    }
  }
  return { unchanged, read, unreadable, skipped: [...skipped, ...unreadable.map(({ path: document, reason }) => ({ path: document, reason }))] };
}

function isAsRead<Known extends DocumentFile>(file: FileState, known: Known | undefined): known is Known {
  return known?.hash === file.hash && known.reader === readerVersion;
}

function byPath<Known extends DocumentFile>(documents: readonly Known[]): ReadonlyMap<string, Known> {
  return new Map(documents.map((document) => [document.path, document]));
}

async function readChunks(workspace: string, source: string, file: FileState, signal: AbortSignal): Promise<ReadDocument | UnreadableDocument> {
  const state = { ...file, path: source, reader: readerVersion };
  try {
    const document = await readDocument(path.join(workspace, source), signal);
    const chunks = chunkDocument(document).map(({ text, heading = '', line, endLine }) => ({ text, source, heading, line, endLine }));
    return { document: { ...state, chunks: chunks.length }, chunks };
  } catch (error) {
    if (error instanceof DocumentError) return { ...state, reason: error.message };
    throw error;
  }
}
