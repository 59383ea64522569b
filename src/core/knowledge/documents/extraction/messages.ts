import * as z from 'zod';
import { maxTextBytes } from '../limits';

/** Kinds of files whose text a library extracts, in a thread of its own: they come from anywhere, and may be made to do harm. */
const extractedKind = z.enum(['pdf', 'docx', 'html']);
export type ExtractedKind = z.infer<typeof extractedKind>;

/** What tells the thread from another that happens to load its module. */
export const threadMark = 'llmflow text extraction';

/** To the thread, one at a time. */
export const extractionRequest = z.object({ kind: extractedKind, bytes: z.instanceof(Uint8Array) });
export type ExtractionRequest = z.infer<typeof extractionRequest>;

/** More than any sentence of ours says; a library's own message may quote the document. */
const reason = z.string().max(2_000);

/** From the thread, once: what it needs is there. */
export const readyMessage = z.object({ type: z.literal('ready') });

/** From the thread, one for each request. */
export const extractionAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().max(maxTextBytes) }),
  /** A `DocumentError`. */
  z.object({ type: z.literal('refused'), reason }),
  /** Anything else that was thrown: it says nothing of the document. */
  z.object({ type: z.literal('failed'), reason }),
]);
export type ExtractionAnswer = z.infer<typeof extractionAnswer>;
