import path from 'node:path';
import type { FileLayer } from '../store/fileLayer';
import type { WriterLock } from '../store/lock';
import { indexFile, isLeftover, type BaseFiles } from './baseFiles';
import { withVectors } from './chunkVectors';
import type { IndexedChunk } from './index/chunk';
import { KnowledgeError, type Embed, type UpdateOptions, type UpdateReport } from './knowledgeBase';
import { openIndex } from './openIndex';
import { contentVersion, DamagedRecord, readContents, writeContents, type Contents, type Definition } from './records';
import { scanDocuments, type DocumentChunk, type Scan } from './scanDocuments';

export interface UpdateWorld {
  readonly files: FileLayer;
  readonly workspace: string;
  readonly embed: Embed;
  /** Held from before the update to after it. */
  readonly lock: WriterLock;
  /** Documents that are read also where they are known to be unreadable, by path. */
  readonly again: ReadonlySet<string>;
}

/**
 * Makes the index what the definition says. The new one is written beside the old one, and takes its place when `contents`, which
 * names it, is renamed: whenever this is stopped, one of the two is there and whole, and what was embedded is in the cache.
 */
export async function updateBase(base: BaseFiles, definition: Definition, world: UpdateWorld, options: UpdateOptions): Promise<UpdateReport> {
  const { files, again } = world;
  const before = await contentsOrNothing(files, base);
  await sweep(files, base, before?.generation);
  const opened = before && (await openIndex(files, base, before));
  const old = opened?.state === 'open' ? opened.index.chunks : [];
  const known = { documents: opened?.state === 'open' ? (before?.documents ?? []) : [], unreadable: before?.unreadable.filter(({ path: document }) => !again.has(document)) ?? [] };
  const scan = await scanDocuments(world.workspace, definition.patterns, known, options);
  const report = reportOf(before, scan);
  if (before && opened?.state === 'open' && scan.read.length === 0 && report.removed === 0) {
    await commit(base, { ...before, documents: sorted(scan.unchanged), unreadable: sorted(scan.unreadable), refreshedAt: now() }, world, options.signal);
    return { ...report, chunks: before.chunks };
  }

  const { embedding } = definition;
  const chunks = await withVectors(joinChunks(scan, old), old, { base, embedding, files, embed: world.embed }, options);
  options.onProgress?.({ stage: 'writing', done: 0, total: chunks.length });
  const contents: Contents = {
    format: 2,
    generation: crypto.randomUUID(),
    version: contentVersion(embedding, chunks),
    refreshedAt: now(),
    chunks: chunks.length,
    documents: sorted([...scan.unchanged, ...scan.read.map(({ document }) => document)]),
    unreadable: sorted(scan.unreadable),
  };
  const { writeChunkIndex } = await import('./index/chunkIndex');
  await writeChunkIndex(files, indexFile(base, contents.generation), chunks);
  await commit(base, contents, world, options.signal);
  options.onProgress?.({ stage: 'writing', done: chunks.length, total: chunks.length });
  return { ...report, chunks: chunks.length };
}

/** Damaged contents are made anew. */
async function contentsOrNothing(files: FileLayer, base: BaseFiles): Promise<Contents | undefined> {
  try {
    return await readContents(files, base);
  } catch (error) {
    if (error instanceof DamagedRecord) return undefined;
    throw error;
  }
}

async function commit(base: BaseFiles, contents: Contents, { files, lock }: UpdateWorld, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!(await lock.isHeld())) {
    throw new KnowledgeError(`${base.subject} was not updated: its lock ${base.lock} was removed, so that another process may be writing. Try again.`);
  }
  await writeContents(files, base, contents);
  await sweep(files, base, contents.generation);
}

/** Removes what nothing leads to any more; what a reader still has open is left to the next update. */
async function sweep(files: FileLayer, base: BaseFiles, generation: string | undefined): Promise<void> {
  for (const file of await files.list(base.folder)) {
    if (isLeftover(file, generation)) await files.remove(path.join(base.folder, file)).catch(() => undefined);
  }
}

/** What is in the index already comes from there. By document, in the order of the text. */
function joinChunks({ unchanged, read }: Scan, old: readonly IndexedChunk[]): DocumentChunk[] {
  const bySource = new Map<string, IndexedChunk[]>();
  for (const chunk of old) {
    const chunks = bySource.get(chunk.source);
    if (chunks) chunks.push(chunk);
    else bySource.set(chunk.source, [chunk]);
  }
  const documents = [
    ...unchanged.map((document) => ({ path: document.path, chunks: bySource.get(document.path) ?? [] })),
    ...read.map(({ document, chunks }) => ({ path: document.path, chunks })),
  ];
  return sorted(documents).flatMap(({ chunks }) => chunks);
}

function reportOf(before: Contents | undefined, { unchanged, read, skipped }: Scan): Omit<UpdateReport, 'chunks'> {
  const known = new Set(before?.documents.map((document) => document.path));
  const updated = read.filter(({ document }) => known.has(document.path)).length;
  return {
    added: read.length - updated,
    updated,
    unchanged: unchanged.length,
    removed: known.size - updated - unchanged.length,
    skipped,
  };
}

function sorted<T extends { readonly path: string }>(documents: readonly T[]): T[] {
  return documents.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function now(): string {
  return new Date().toISOString();
}
