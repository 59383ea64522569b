import { Worker } from 'node:worker_threads';
import type * as z from 'zod';
import { abortable } from '../../../async/abortable';
import { DocumentError } from '../documentText';
import { maxHeapMebibytes, type ExtractionLimits } from '../limits';
import { extractionAnswer, readyMessage, threadMark, type ExtractedKind, type ExtractionAnswer } from './messages';
import { neverStarted, readerEnded, tooLarge, tooLong } from './reasons';
import { watchMemory } from './watchMemory';

/** A thread that a document has made this much larger is not kept for the next one. */
const keptBytes = 128 * 1024 * 1024;

/** One thread, which reads one document at a time, and is over once one was too much for it. It keeps no process alive. */
export class ExtractionThread {
  readonly #worker: Worker;
  /** Aborted when the thread is over, with the reason. */
  readonly #over = new AbortController();
  #isReady = false;

  constructor(module: URL) {
    this.#worker = new Worker(module, {
      workerData: threadMark,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMebibytes },
      // A document has no business with keys, nor a library with the results on stdout: nobody reads what it says there.
      env: {},
      stdout: true,
      stderr: true,
    });
    this.#worker.on('error', (error) => this.#failed(error));
    this.#worker.on('exit', (code) => this.#failed(new Error(`It ended with exit code ${code}.`)));
    this.#worker.unref();
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** At once, whatever it is doing. */
  end(): void {
    this.#over.abort(new Error('The thread that reads documents was ended.'));
    void this.#worker.terminate();
  }

  /**
   * The text of a document, one after another. Throws `DocumentError` where the document is to blame, the signal's reason, and other
   * errors where nothing can be said of the document. Whatever keeps it from answering ends the thread.
   */
  async extract(kind: ExtractedKind, bytes: Uint8Array, signal: AbortSignal, limits: ExtractionLimits): Promise<string> {
    const tooMuch = new AbortController();
    const until = AbortSignal.any([signal, tooMuch.signal, this.#over.signal]);
    const memory = watchMemory(limits.bytes, () => tooMuch.abort(tooLarge(limits)));
    let timer = setTimeout(() => tooMuch.abort(neverStarted(new Error(`nothing for ${limits.startMs / 1000} seconds`))), limits.startMs);
    this.#worker.ref();
    try {
      await this.#ready(until);
      clearTimeout(timer);
      timer = setTimeout(() => tooMuch.abort(tooLong(limits)), limits.ms);
      const answer = await this.#ask(kind, bytes, until);
      if (memory.growth() > keptBytes) this.end();
      return textOf(answer);
    } finally {
      clearTimeout(timer);
      memory.end();
      this.#worker.unref();
    }
  }

  async #ready(until: AbortSignal): Promise<void> {
    if (!this.#isReady) await this.#said(readyMessage, until);
    this.#isReady = true;
  }

  #ask(kind: ExtractedKind, bytes: Uint8Array, until: AbortSignal): Promise<ExtractionAnswer> {
    // It may be a part of a larger buffer, and is gone from here once it is sent.
    const sent = new Uint8Array(bytes);
    this.#worker.postMessage({ kind, bytes: sent }, [sent.buffer]);
    return this.#said(extractionAnswer, until);
  }

  async #said<T>(schema: z.ZodType<T>, until: AbortSignal): Promise<T> {
    try {
      const message = await abortable(new Promise<unknown>((resolve) => this.#worker.once('message', resolve)), until);
      const { data } = schema.safeParse(message);
      if (data === undefined) throw new Error('the thread that reads documents said something that is no answer');
      return data;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  #failed(error: Error): void {
    this.#over.abort(this.#isReady ? readerEnded(error) : neverStarted(error));
  }
}

function textOf(answer: ExtractionAnswer): string {
  switch (answer.type) {
    case 'text':
      return answer.text;
    case 'refused':
      throw new DocumentError(answer.reason);
    case 'failed':
      throw new Error(answer.reason);
  }
}
