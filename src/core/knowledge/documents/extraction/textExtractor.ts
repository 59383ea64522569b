import pLimit from 'p-limit';
import { abortable } from '../../../async/abortable';
import { extractionLimits, type ExtractionLimits } from '../limits';
import { ExtractionThread } from './extractionThread';
import type { ExtractedKind } from './messages';

/** Between the documents of one update there is hardly a pause; after it, the memory is worth more than the start of a thread. */
const usualIdleMs = 10_000;

export interface TextExtractorOptions {
  readonly limits?: ExtractionLimits;
  /** How long a thread without work is kept. */
  readonly idleMs?: number;
  /** The file that the thread is started with. */
  readonly module?: () => Promise<URL>;
}

/**
 * The texts of documents that libraries take apart: in one thread, so that whatever is in a document can neither hold up this one
 * nor fill the memory. The thread is started for the first document, reads one after another, and is ended when there are no more.
 */
export class TextExtractor {
  readonly #turns = pLimit(1);
  readonly #limits;
  readonly #idleMs;
  readonly #module;
  #thread: ExtractionThread | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor({ limits = extractionLimits, idleMs = usualIdleMs, module = ownModule }: TextExtractorOptions = {}) {
    this.#limits = limits;
    this.#idleMs = idleMs;
    this.#module = module;
  }

  /** Whether there is a thread at the moment. */
  get isRunning(): boolean {
    return this.#thread?.isOver === false;
  }

  /** Throws `DocumentError`, the signal's reason, and other errors where nothing can be said of the document. */
  extract(kind: ExtractedKind, bytes: Uint8Array, signal: AbortSignal): Promise<string> {
    return abortable(this.#turns(() => this.#extract(kind, bytes, signal)), signal);
  }

  async #extract(kind: ExtractedKind, bytes: Uint8Array, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const thread = this.#thread && !this.#thread.isOver ? this.#thread : new ExtractionThread(await this.#module());
    this.#thread = thread;
    try {
      return await thread.extract(kind, bytes, signal, this.#limits);
    } finally {
      this.#idle = setTimeout(() => thread.end(), this.#idleMs).unref();
    }
  }
}

async function ownModule(): Promise<URL> {
  return (await import('./extractionWorker')).workerModule;
}

/** One for the whole process. */
export const textExtractor = new TextExtractor();
