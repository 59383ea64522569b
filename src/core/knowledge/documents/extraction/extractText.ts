import { errorText } from '../../../text/errorText';
import { DocumentError } from '../documentText';
import { maxTextBytes } from '../limits';
import { readDocx } from '../readDocx';
import { readHtml } from '../readHtml';
import { readPdf } from '../readPdf';
import type { ExtractedKind, ExtractionAnswer, ExtractionRequest } from './messages';

const readers: Readonly<Record<ExtractedKind, (bytes: Buffer) => Promise<string>>> = { pdf: readPdf, docx: readDocx, html: readHtml };

/** The answer to a request. It may take without end, and all memory there is: it runs where both can be stopped. */
export async function extractText({ kind, bytes }: ExtractionRequest): Promise<ExtractionAnswer> {
  try {
    const text = await readers[kind](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (text.length > maxTextBytes) throw new DocumentError(`There is more than ${maxTextBytes / 1024 / 1024} MiB of text in it. Divide it into smaller files.`);
    return { type: 'text', text };
  } catch (error) {
    const reason = errorText(error);
    return { type: error instanceof DocumentError ? 'refused' : 'failed', reason: reason.slice(0, 500) };
  }
}
