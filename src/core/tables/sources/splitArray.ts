import type { JsonText } from './jsonRecord';
import { maxRecordBytes } from './limits';
import { failAt } from './sourceFile';

const [quote, backslash, comma, lineFeed] = [0x22, 0x5c, 0x2c, 0x0a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Cuts the text of a JSON array into the texts of its elements, so that the array is never in memory as a whole. It checks what
 * stands between the elements; what they are is for whoever parses them.
 */
export async function* splitArray(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonText> {
  let line = 1;
  let state: 'before' | 'first' | 'element' | 'after' = 'before';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let element: { line: number; parts: Buffer[]; size: number } | undefined;

  const finish = (last: Buffer): JsonText => {
    if (!element) throw failAt(name, line, 'there is a comma too many, or a row is missing.');
    return { bytes: Buffer.concat([...element.parts, last]), line: element.line };
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === lineFeed) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (isSpace(byte)) continue;
      if (state === 'before') {
        if (byte !== openBracket) throw failAt(name, line, 'a JSON source must be a list of objects: [{"text": "…"}, …].');
        state = 'first';
      } else if (state === 'after') {
        throw failAt(name, line, 'there is text after the end of the list.');
      } else if (depth === 0 && (byte === comma || byte === closeBracket)) {
        const isEmptyList = state === 'first' && byte === closeBracket && !element;
        if (!isEmptyList) yield finish(chunk.subarray(start, at));
        element = undefined;
        state = byte === comma ? 'element' : 'after';
      } else {
        if (!element) {
          element = { line, parts: [], size: 0 };
          start = at;
        }
        if (byte === quote) inString = true;
        else if (byte === openBrace || byte === openBracket) depth++;
        else if (byte === closeBrace || byte === closeBracket) depth--;
      }
    }
    if (!element) continue;
    const part = chunk.subarray(start);
    element.parts.push(part);
    element.size += part.length;
    if (element.size > maxRecordBytes) throw failAt(name, element.line, `this row is longer than ${maxRecordBytes / 1024 / 1024} MiB.`);
  }
  if (state !== 'after' && state !== 'before') throw failAt(name, element?.line ?? line, 'the list is not closed: the file ends in the middle.');
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;
}
