import * as z from 'zod';
import type { Endpoint } from '../http/endpoint';
import { failure } from '../http/failures';
import type { ModelError } from '../modelError';

const answer = z.object({
  data: z.array(z.object({ index: z.int().nonnegative().optional(), embedding: z.union([z.string(), z.array(z.unknown())]) })),
});

const usage = z.object({ usage: z.object({ prompt_tokens: z.int().nonnegative() }) });

/**
 * The vectors of an answer, in the order of the texts: `count` of them, all numbers finite, none of length zero. Throws `ModelError`
 * for anything else: a vector that is none would be found by every query, or by no query.
 */
export function readVectors(value: unknown, count: number, endpoint: Endpoint): Float32Array[] {
  const { data: read } = answer.safeParse(value);
  if (!read) throw unusable(endpoint, 'something other than vectors');
  if (read.data.length !== count) throw unusable(endpoint, `${read.data.length} vectors for ${count} texts`);
  const vectors = new Map(read.data.map(({ index, embedding }, place) => [index ?? place, vectorOf(embedding)]));
  return Array.from({ length: count }, (_, index) => {
    const vector = vectors.get(index);
    if (!vector) throw unusable(endpoint, `no vector for text ${index + 1} of ${count}`);
    if (vector.length === 0 || !vector.every(Number.isFinite)) throw unusable(endpoint, 'a vector that holds something other than numbers');
    if (vector.every((number) => number === 0)) throw unusable(endpoint, 'a vector without a direction');
    return vector;
  });
}

/** What the request took, where the server says so. */
export function readTokens(value: unknown): number | undefined {
  return usage.safeParse(value).data?.usage.prompt_tokens;
}

/** Plain numbers, or little-endian 32-bit floats in base64. */
function vectorOf(embedding: string | readonly unknown[]): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding, (number) => (typeof number === 'number' ? number : NaN));
  const bytes = Buffer.from(embedding, 'base64');
  if (bytes.length % 4 !== 0) return new Float32Array();
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** A server that is overloaded may well do better the next time. */
function unusable(endpoint: Endpoint, what: string): ModelError {
  return failure(endpoint, 'bad-answer', `sent ${what}, which no knowledge base can use.`, { retryable: true });
}
