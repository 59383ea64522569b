import { createHash } from 'node:crypto';
import { uuidBytes, uuidV5 } from '../../text/uuidV5';
import type { SourceRecord } from '../source';

const llmflowNamespace = uuidBytes('6f1d3c52-2b0e-5b7a-9d64-8e0c4a7f9b13');

/** A row's content as one text, in which the order of its columns does not count. */
export function contentOf(data: SourceRecord['data']): string {
  return JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const hashLength = 16;

/** The first 128 bits of SHA-1. */
export function hashContent(content: string): Buffer {
  return createHash('sha1').update(content).digest().subarray(0, hashLength);
}

/**
 * Names rows of one source: UUIDv5 of the source's name, the row's identity (its key, or else its content) and its number among rows of
 * the same, from 0. What was ingested before has the same name when it is ingested again, whatever stands around it.
 */
export function referenceIds(sourceName: string): (identity: string, ordinal: number) => string {
  const namespace = uuidBytes(uuidV5(llmflowNamespace, sourceName));
  return (identity, ordinal) => uuidV5(namespace, `${ordinal}:${identity}`);
}
