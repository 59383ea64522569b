import type { Passage } from '../run/events';

/** How an index finds what is near to a query. It is remembered with the index: a query never uses another model. */
export type EmbeddingModel =
  /** Words and parts of words; no key, no network. */
  | { readonly kind: 'lexical' }
  /** A server that speaks OpenAI's protocol makes vectors of texts; words count as well. */
  | { readonly kind: 'openai'; readonly model: string; readonly dimensions: number };

export type VectorModel = Extract<EmbeddingModel, { kind: 'openai' }>;

/**
 * Makes a vector of each text, in the same order. It throws `ModelError` when it cannot, and the signal's reason when that is
 * aborted.
 */
export type Embed = (model: VectorModel, texts: readonly string[], signal: AbortSignal) => Promise<Float32Array[]>;

export interface KnowledgeBaseInfo {
  readonly name: string;
  readonly documents: number;
  readonly chunks: number;
  readonly embedding: EmbeddingModel;
  /** Changes whenever what a search can find changes: a hash of the content. */
  readonly version: string;
  /** ISO 8601; absent before anything was added. */
  readonly refreshedAt?: string;
}

export interface KnowledgeDocument {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly chunks: number;
  /** Whether its file is as it was when it was last read, has changed since, or is gone. */
  readonly state: 'current' | 'changed' | 'missing';
}

export interface UpdateProgress {
  readonly stage: 'reading' | 'embedding' | 'writing';
  /** Documents while reading, chunks afterwards. */
  readonly done: number;
  readonly total: number;
  readonly document?: string;
}

export interface UpdateReport {
  /** Documents. */
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Chunks that the knowledge base holds now. */
  readonly chunks: number;
  /** What was not taken in, and why. */
  readonly skipped: readonly SkippedDocument[];
}

export interface SkippedDocument {
  /** Relative to the workspace, with forward slashes; or the pattern that found nothing. */
  readonly path: string;
  readonly reason: string;
}

export interface UpdateOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: UpdateProgress) => void;
}

/**
 * The knowledge bases of one workspace folder, in `.llmflow/knowledge/<name>/`. Every method throws `KnowledgeError`; those with
 * a signal throw its reason when it is aborted, and `embed`'s own errors.
 *
 * An update (create, add, refresh, remove) replaces what there was as a whole, or not at all. What an update that was stopped has
 * read of the embedding model is kept for the next one.
 */
export interface KnowledgeBases {
  /** By name. One that cannot be read is left out: `info` says why. */
  list(): Promise<KnowledgeBaseInfo[]>;
  /** Undefined if there is none of that name. */
  info(name: string): Promise<KnowledgeBaseInfo | undefined>;
  /** By path. */
  documents(name: string, signal?: AbortSignal): Promise<KnowledgeDocument[]>;
  create(name: string, embedding?: EmbeddingModel): Promise<KnowledgeBaseInfo>;
  /**
   * Takes in files, folders and globs, relative to the workspace, and remembers them for `refresh`. Creates the knowledge base if
   * it is not there. What of them could not be read before is tried again.
   */
  add(name: string, patterns: readonly string[], options: UpdateOptions): Promise<UpdateReport>;
  /**
   * Takes in again the documents that have changed, and those that are new where something was added; drops those that are gone. What
   * could not be read is skipped without a look inside for as long as it is the same.
   */
  refresh(name: string, options: UpdateOptions): Promise<UpdateReport>;
  /** The best passages, best first; none if nothing fits. */
  search(name: string, query: string, top_k: number, signal: AbortSignal): Promise<Passage[]>;
  /** No error if there is none of that name. */
  remove(name: string): Promise<void>;
}

/** A failure of a knowledge base, told to the user: what happened, where, and what to do. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
}
