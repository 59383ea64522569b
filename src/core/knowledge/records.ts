import { createHash } from 'node:crypto';
import * as z from 'zod';
import { decodeLine, encodeLine } from '../store/checkedLine';
import type { FileLayer } from '../store/fileLayer';
import { replaceFile } from '../store/replaceFile';
import type { BaseFiles } from './baseFiles';
import type { IndexedChunk } from './index/chunk';
import { KnowledgeError } from './knowledgeBase';

const embedding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lexical') }),
  z.object({ kind: z.literal('openai'), model: z.string().min(1), dimensions: z.int().min(1).max(16_384) }),
]);

/** What the user asked for. */
const definition = z.object({
  format: z.literal(1),
  embedding,
  /** Files, folders and globs, relative to the workspace. */
  patterns: z.array(z.string()),
});
export type Definition = z.infer<typeof definition>;

const documentFile = z.object({
  /** Relative to the workspace, with forward slashes. */
  path: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Of its last change, and of the look that found so, in milliseconds since 1970. */
  changedAt: z.number(),
  seenAt: z.number(),
  /** Of its bytes: SHA-256, hex. */
  hash: z.string(),
  /** The `readerVersion` that it was read by: the same one learns nothing new from the same bytes. */
  reader: z.number(),
});
export type DocumentFile = z.infer<typeof documentFile>;

const indexedDocument = documentFile.extend({ chunks: z.number() });
export type IndexedDocument = z.infer<typeof indexedDocument>;

/** One that could not be read, and why. */
const unreadableDocument = documentFile.extend({ reason: z.string() });
export type UnreadableDocument = z.infer<typeof unreadableDocument>;

/** What was made of it. */
const contents = z.object({
  format: z.literal(2),
  /** Names the index file. */
  generation: z.uuid(),
  version: z.string(),
  refreshedAt: z.iso.datetime(),
  chunks: z.number(),
  /** By path. */
  documents: z.array(indexedDocument),
  /** By path. */
  unreadable: z.array(unreadableDocument),
});
export type Contents = z.infer<typeof contents>;

/** What versions before wrote is searched as it is, without headings; the next refresh reads all of its documents. */
const olderContents = contents
  .omit({ unreadable: true })
  .extend({ format: z.literal(1), documents: z.array(indexedDocument.omit({ reader: true })) })
  .transform(({ documents, ...older }): Contents => ({ ...older, format: 2, documents: documents.map((document) => ({ ...document, reader: 0 })), unreadable: [] }));

const anyContents = z.union([contents, olderContents]);

/** A file is not what was written to it. */
export class DamagedRecord extends KnowledgeError {}

/** Throws `KnowledgeError` for an embedding model that cannot be one. */
export function checkEmbedding(model: Definition['embedding']): void {
  if (!embedding.safeParse(model).success) {
    throw new KnowledgeError('An embedding model needs a name, and between 1 and 16384 dimensions. Check the settings of the embedding model.');
  }
}

/** Undefined if there is none. Throws `DamagedRecord`, and `KnowledgeError` for what another version wrote. */
export function readDefinition(files: FileLayer, base: BaseFiles): Promise<Definition | undefined> {
  return readRecord(files, base.definition, definition, `${base.subject} cannot be read: ${base.definition} is damaged. Remove the knowledge base and add its files again.`);
}

/** Undefined if there is none. Throws `DamagedRecord`, and `KnowledgeError` for what another version wrote. */
export function readContents(files: FileLayer, base: BaseFiles): Promise<Contents | undefined> {
  return readRecord(files, base.contents, anyContents, `${base.subject} cannot be read: ${base.contents} is damaged. Refresh it to build it again.`);
}

async function readRecord<T>(files: FileLayer, file: string, schema: z.ZodType<T>, damaged: string): Promise<T | undefined> {
  const content = await files.read(file);
  if (content === undefined) return undefined;
  const value = decodeLine(content.bytes.subarray(0, -1));
  if (value === undefined) throw new DamagedRecord(damaged);
  const record = schema.safeParse(value);
  if (record.success) return record.data;
  throw new KnowledgeError(`${file} was written by another version of LLM Flow. Update LLM Flow, or remove the knowledge base.`, { cause: record.error });
}

export function writeDefinition(files: FileLayer, base: BaseFiles, value: Definition): Promise<void> {
  return replaceFile(files, base.definition, Buffer.from(encodeLine(JSON.stringify(value))));
}

export function writeContents(files: FileLayer, base: BaseFiles, value: Contents): Promise<void> {
  return replaceFile(files, base.contents, Buffer.from(encodeLine(JSON.stringify(value))));
}

/** Rises when the same chunks and the same query give other passages. */
const searchScheme = 1;

/** What a search can find, as a hash. */
export function contentVersion(model: Definition['embedding'], chunks: Iterable<Omit<IndexedChunk, 'vector'>>): string {
  const hash = createHash('sha256').update(JSON.stringify([searchScheme, model]));
  for (const { source, line, endLine, text, heading } of chunks) hash.update(JSON.stringify([source, line, endLine, text, ...(heading === '' ? [] : [heading])]));
  return hash.digest('hex');
}
