import { setImmediate } from 'node:timers/promises';
import type { getDocumentProxy } from 'unpdf';
import * as z from 'zod';
import { DocumentError } from './documentText';
import { maxPdfMs, maxTextBytes } from './limits';

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** What is no text is a mark of structure. */
const partSchema = z.object({ items: z.array(z.object({ str: z.string().optional(), hasEOL: z.boolean().optional() })) });

/** The text of a PDF, a blank line between its pages. */
export async function readPdf(bytes: Buffer, signal: AbortSignal, mostMs = maxPdfMs): Promise<string> {
  const timeout = AbortSignal.timeout(mostMs);
  try {
    return await extractPages(bytes, AbortSignal.any([signal, timeout]));
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) throw new DocumentError(`Reading the PDF takes more than ${mostMs / 1000} seconds. Save the pages that matter as a PDF of their own.`);
    throw asDocumentError(error);
  }
}

async function extractPages(bytes: Buffer, signal: AbortSignal): Promise<string> {
  const { getDocumentProxy } = await import('unpdf');
  // The reader takes the bytes for itself, and would otherwise write what it finds wrong to the console.
  const document = await orAborted(getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false, stopAtErrors: false }), signal);
  try {
    const pages: string[] = [];
    let left = maxTextBytes;
    for (let number = 1; number <= document.numPages; number++) {
      const page = await orAborted(document.getPage(number), signal);
      const text = await pageText(page, left, signal);
      page.cleanup();
      left -= text.length;
      if (text.trim() !== '') pages.push(text.trim());
    }
    if (pages.length === 0) throw new DocumentError('The PDF holds no text, only pictures. Run text recognition (OCR) over it first.');
    return pages.join('\n\n');
  } finally {
    // It ends what is still under way for a page; nobody waits for that.
    void document.destroy().catch(() => undefined);
  }
}

/** A page may hold more than a book, packed into little: it is read in parts. */
async function pageText(page: PdfPage, most: number, signal: AbortSignal): Promise<string> {
  const parts: ReadableStreamDefaultReader<unknown> = page.streamTextContent().getReader();
  let text = '';
  for (;;) {
    // Left to itself, the reader never lets anything else in between.
    await setImmediate();
    signal.throwIfAborted();
    const { done, value } = await orAborted(parts.read(), signal);
    if (done) return text;
    text += partSchema.parse(value).items.map(({ str = '', hasEOL = false }) => str + (hasEOL ? '\n' : '')).join('');
    if (text.length > most) throw new DocumentError(`There is more than ${maxTextBytes / 1024 / 1024} MiB of text in it. Divide it into smaller files.`);
  }
}

/** The reader knows no signals. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function asDocumentError(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const isLocked = error instanceof Error && error.name === 'PasswordException';
  const reason = isLocked ? 'The PDF is encrypted. Save it without a password.' : 'It is no PDF, or is damaged. Open it in a PDF viewer and save it again.';
  return new DocumentError(reason, { cause: error });
}
