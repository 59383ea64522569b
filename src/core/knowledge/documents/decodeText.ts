import { isUtf8 } from 'node:buffer';
import { DocumentError } from './documentText';
import { maxTextBytes } from './limits';

const sampleBytes = 8 * 1024;
const mostlyZero = 0.7;
const marks = [
  { encoding: 'utf-8', bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', bytes: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', bytes: Buffer.from([0xfe, 0xff]) },
] as const;

/**
 * The text of a file in UTF-8 or UTF-16, with or without a byte order mark, which is left out. Another encoding is not guessed, as
 * a wrong guess looks like text: it counts only if it is `declared`, by the name that the WHATWG gives it.
 */
export function decodeText(bytes: Buffer, declared?: string): string {
  if (bytes.length > maxTextBytes) {
    throw new DocumentError(`There is more than ${maxTextBytes / 1024 / 1024} MiB of text in it. Divide it into smaller files.`);
  }
  const encoding = marks.find((mark) => bytes.subarray(0, mark.bytes.length).equals(mark.bytes))?.encoding ?? unmarkedUtf16(bytes);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return decode(bytes, encoding);
  if (bytes.includes(0)) throw new DocumentError('It is a binary file, which holds no text that can be read.');
  if (isUtf8(bytes)) return decode(bytes, 'utf-8');
  if (declared !== undefined) return decode(bytes, declared);
  throw new DocumentError(`It is not in UTF-8 (line ${lineOfFault(bytes)}), and does not say what it is in. Save it as UTF-8.`);
}

function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DocumentError(`It says that it is in ${encoding.toUpperCase()}, but is not. Save it as UTF-8.`, { cause: error });
  }
}

/** Text of Latin letters in UTF-16 has a zero in every second byte, and in hardly any other. */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 2 || bytes.length % 2 === 1) return undefined;
  let zerosFirst = 0;
  let zerosSecond = 0;
  for (let at = 0; at < 2 * pairs; at += 2) {
    if (sample[at] === 0) zerosFirst++;
    if (sample[at + 1] === 0) zerosSecond++;
  }
  if (zerosSecond > mostlyZero * pairs && zerosFirst === 0) return 'utf-16le';
  return zerosFirst > mostlyZero * pairs && zerosSecond === 0 ? 'utf-16be' : undefined;
}

function lineOfFault(bytes: Buffer): number {
  for (let start = 0, line = 1; ; line++) {
    const end = bytes.indexOf(10, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
