import * as z from 'zod';
import { errorText } from '../../text/errorText';
import { failAt } from './sourceFile';

/** The text of one record and the 1-based line where it starts. */
export interface JsonText {
  readonly bytes: Buffer;
  readonly line: number;
}

const record = z.record(z.string(), z.unknown());

/** One object. Nested values stay nested. */
export function parseRecord(name: string, { bytes, line }: JsonText): Record<string, unknown> {
  const text = bytes.toString('utf8');
  const value = parseJson(name, text, line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw failAt(name, line, `a row must be an object, such as {"text": "…"}, but here is ${kindOf(value)}.`);
  }
  return record.parse(longDigits.test(text) ? parseExactly(text) : value);
}

/** JSON in which integers that a number cannot hold have become texts. Throws `SyntaxError`. */
export function parseExactly(text: string): unknown {
  return JSON.parse(quoteBigIntegers(text));
}

function parseJson(name: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failAt(name, line, `the JSON is not valid: ${errorText(error)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

const longDigits = /\d{16}/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Turns integers that a number cannot hold, such as long ids, into texts: they would lose their last digits. */
function quoteBigIntegers(text: string): string {
  return text.replace(stringOrNumber, (token) => (/^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token));
}
