import type { JsonText } from './jsonRecord';
import { maxRecordBytes } from './limits';
import { failAt } from './sourceFile';

const lineFeed = 10;

/** Cuts text into its lines, blank ones left out. */
export async function* splitLines(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonText> {
  let line = 1;
  let parts: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer) => {
    parts.push(part);
    size += part.length;
    if (size > maxRecordBytes) throw failAt(name, line, `this line is longer than ${maxRecordBytes / 1024 / 1024} MiB.`);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      add(chunk.subarray(start, end));
      const bytes = Buffer.concat(parts);
      if (!isBlank(bytes)) yield { bytes, line };
      [parts, size, start] = [[], 0, end + 1];
      line++;
    }
    add(chunk.subarray(start));
  }
  const bytes = Buffer.concat(parts);
  if (!isBlank(bytes)) yield { bytes, line };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
