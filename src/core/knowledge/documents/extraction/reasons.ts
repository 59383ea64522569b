import { DocumentError } from '../documentText';
import type { ExtractionLimits } from '../limits';

/** Why a thread stopped reading a document, and what to do about it. */

export function tooLong({ ms }: ExtractionLimits): DocumentError {
  return new DocumentError(`Reading it takes more than ${ms / 1000} seconds. ${divide}`);
}

export function tooLarge({ bytes }: ExtractionLimits): DocumentError {
  return new DocumentError(`Reading it takes more than ${(bytes / 1024 / 1024).toLocaleString('en')} MiB of memory. ${divide}`);
}

/** A library that ends the whole thread, or V8 where the heap is full. */
export function readerEnded(cause: Error): DocumentError {
  return new DocumentError(`Reading it brought the reader down (${firstLine(cause)}). Save it anew, or save what matters of it as text.`, { cause });
}

/** No document is to blame. */
export function neverStarted(cause: Error): Error {
  return new Error(`the reader of PDF, DOCX and HTML does not start (${firstLine(cause)}). Reload the window, or run the command again; if that does not help, install LLM Flow again`, { cause });
}

const divide = 'Save the part that matters as a document of its own, or as text.';

function firstLine({ message }: Error): string {
  return message.split('\n', 1).join('').slice(0, 200);
}
