import type { getDocumentProxy } from 'unpdf';
import * as z from 'zod';
import { DocumentError } from './documentText';
import { maxTextBytes } from './limits';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

/** What is no text is a mark of structure. */
const partSchema = z.object({ items: z.array(z.object({ str: z.string().optional(), hasEOL: z.boolean().optional() })) });

/** The text of a PDF, a blank line between its pages. */
export async function readPdf(bytes: Buffer): Promise<string> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    // The reader takes the bytes for itself, and would otherwise write what it finds wrong to the console.
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false, stopAtErrors: false });
    try {
      return await textOfPages(document);
    } finally {
      await document.destroy();
    }
  } catch (error) {
    throw asDocumentError(error);
  }
}

async function textOfPages(document: PdfDocument): Promise<string> {
  const pages: string[] = [];
  let left = maxTextBytes;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const text = await textOfPage(page, left);
    page.cleanup();
    left -= text.length;
    if (text.trim() !== '') pages.push(text.trim());
  }
  if (pages.length === 0) throw new DocumentError('The PDF holds no text, only pictures. Run text recognition (OCR) over it first.');
  return pages.join('\n\n');
}

/** A page may hold more than a book, packed into little: it is read in parts. */
async function textOfPage(page: PdfPage, most: number): Promise<string> {
  const parts: ReadableStreamDefaultReader<unknown> = page.streamTextContent().getReader();
  let text = '';
  for (;;) {
    const { done, value } = await parts.read();
    if (done) return text;
    text += partSchema.parse(value).items.map(({ str = '', hasEOL = false }) => str + (hasEOL ? '\n' : '')).join('');
    if (text.length > most) throw new DocumentError(`There is more than ${maxTextBytes / 1024 / 1024} MiB of text in it. Divide it into smaller files.`);
  }
}

function asDocumentError(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const isLocked = error instanceof Error && error.name === 'PasswordException';
  const reason = isLocked ? 'The PDF is encrypted. Save it without a password.' : 'It is no PDF, or is damaged. Open it in a PDF viewer and save it again.';
  return new DocumentError(reason, { cause: error });
}
