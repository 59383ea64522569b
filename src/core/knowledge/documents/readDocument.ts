import { readFile, stat } from 'node:fs/promises';
import { decodeText } from './decodeText';
import { DocumentError, type DocumentText } from './documentText';
import { textExtractor, type TextExtractor } from './extraction/textExtractor';
import { fileKind } from './fileKinds';
import { maxFileBytes, maxLines } from './limits';

/** Rises when the same bytes give another text or other passages, or can be read where they could not. */
export const readerVersion = 1;

/**
 * What a document says: Markdown, HTML, PDF, DOCX, source code and any other text, told apart by the file's name.
 *
 * Throws `DocumentError` where there is nothing to read, the signal's reason when that is aborted, and the file system's errors.
 */
export async function readDocument(path: string, signal: AbortSignal, extractor: Pick<TextExtractor, 'extract'> = textExtractor): Promise<DocumentText> {
  signal.throwIfAborted();
  const file = await stat(path);
  if (!file.isFile()) throw new DocumentError('It is no file.');
  if (file.size > maxFileBytes) throw new DocumentError(`It is larger than ${maxFileBytes / 1024 / 1024} MiB. Divide it into smaller files.`);
  const document = await readKind(path, await readFile(path, { signal }), signal, extractor);
  if (document.text.trim() === '') throw new DocumentError('There is no text in it.');
  if (hasMoreLines(document.text, maxLines)) throw new DocumentError(`It has more than ${maxLines.toLocaleString('en')} lines. Divide it into smaller files.`);
  return document;
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && lines <= most; at = text.indexOf('\n', at + 1)) lines++;
  return lines > most;
}

async function readKind(path: string, bytes: Buffer, signal: AbortSignal, extractor: Pick<TextExtractor, 'extract'>): Promise<DocumentText> {
  const kind = fileKind(path);
  switch (kind) {
    case 'pdf':
      return { text: await extractor.extract(kind, bytes, signal), kind: 'text' };
    case 'docx':
    case 'html':
      return { text: await extractor.extract(kind, bytes, signal), kind: 'markdown' };
    case 'markdown':
    case 'code':
    case 'text':
      return { text: decodeText(bytes), kind };
  }
}
