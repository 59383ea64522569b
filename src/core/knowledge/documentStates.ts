import pLimit from 'p-limit';
import { lookAt } from './documentFile';
import type { KnowledgeDocument } from './knowledgeBase';
import type { IndexedDocument } from './records';

const lanes = 16;

/** The documents of an index beside their files. Only files of another size or time are read. */
export async function documentStates(workspace: string, documents: readonly IndexedDocument[], signal?: AbortSignal): Promise<KnowledgeDocument[]> {
  const limit = pLimit(lanes);
  return Promise.all(documents.map((document) => limit(async () => ({ path: document.path, chunks: document.chunks, state: await stateOf(workspace, document, signal) }))));
}

async function stateOf(workspace: string, document: IndexedDocument, signal: AbortSignal | undefined): Promise<KnowledgeDocument['state']> {
  signal?.throwIfAborted();
  const file = await lookAt(workspace, document.path, document, signal).catch(() => undefined);
  signal?.throwIfAborted();
  if (file === undefined) return 'missing';
  return file.hash === document.hash ? 'current' : 'changed';
}
