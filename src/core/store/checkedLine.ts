import { crc32 } from 'node:zlib';

const checksumLength = 8;

/**
 * JSON as a line that can be told from a damaged one: its checksum in hexadecimal, a space, the JSON, a line feed. `JSON.parse`
 * alone takes most damage for other content.
 */
export function encodeLine(json: string): string {
  return `${checksum(json)} ${json}\n`;
}

/** The value of such a line, given without its line feed; undefined if it is not what was written. */
export function decodeLine(line: Buffer): unknown {
  const json = line.subarray(checksumLength + 1);
  return line.toString('latin1', 0, checksumLength + 1) === `${checksum(json)} ` ? JSON.parse(json.toString()) : undefined;
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(checksumLength, '0');
}
