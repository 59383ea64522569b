import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import * as z from 'zod';
import { asSourceError, failAt, type SourceFile } from './sourceFile';

const lineFeed = 10;
const byteOrderMark = Buffer.from('\uFEFF');
const chunkBytes = 256 * 1024;
const bytesSchema = z.instanceof(Buffer);

/**
 * The bytes of a text file, without a byte order mark and known to be UTF-8 without NUL. Each chunk ends between two characters.
 */
export async function* readUtf8({ path, name }: SourceFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  let line = 1;
  let started = false;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const read of createReadStream(path, { highWaterMark: chunkBytes })) {
      signal.throwIfAborted();
      const bytes = Buffer.concat([rest, bytesSchema.parse(read)]);
      const whole = bytes.subarray(0, endOfCharacters(bytes));
      rest = bytes.subarray(whole.length);
      check(name, whole, line);
      line += count(whole, lineFeed);
      const marked = !started && whole.subarray(0, byteOrderMark.length).equals(byteOrderMark);
      started = true;
      yield marked ? whole.subarray(byteOrderMark.length) : whole;
    }
  } catch (error) {
    throw asSourceError(name, signal, error);
  }
  check(name, rest, line);
}

/** Where the last character that is whole ends: a chunk may be cut inside one. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return charLength(byte) > back ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function charLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function check(name: string, bytes: Buffer, line: number): void {
  if (!isUtf8(bytes)) {
    throw failAt(name, lineOf(bytes, line, (part) => !isUtf8(part)), 'the text is not UTF-8. Save the file as UTF-8.');
  }
  if (bytes.includes(0)) {
    const reason = 'there is a NUL byte, so this is no text, or it is UTF-16. Save the file as UTF-8.';
    throw failAt(name, lineOf(bytes, line, (part) => part.includes(0)), reason);
  }
}

function lineOf(bytes: Buffer, first: number, isBad: (line: Buffer) => boolean): number {
  let line = first;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(lineFeed, start);
    const stop = end === -1 ? bytes.length : end + 1;
    if (isBad(bytes.subarray(start, stop))) return line;
    start = stop;
  }
  return line;
}

function count(bytes: Buffer, byte: number): number {
  let total = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) total++;
  return total;
}
