import { SourceError } from '../../source';

const space = /^(?:\s|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*(?!M?!)[\s\S]*?\*\/)+/;

/**
 * Refuses what does not begin like a query, or would write its rows to a file of the server. The server refuses the rest: the query runs
 * in a transaction that may only read.
 */
export function checkReads(name: string, query: string): void {
  const start = query.replace(space, '');
  if (!/^(?:select|with|values|table)\b|^\(/i.test(start)) {
    throw new SourceError(`${name}: only a query can be a source: one statement that begins with SELECT, WITH, VALUES or TABLE.`);
  }
  if (/\b(?:outfile|dumpfile)\b|\/\*M?!/i.test(query)) {
    throw new SourceError(`${name}: the query may not write files on the server (INTO OUTFILE, INTO DUMPFILE), nor hold executable comments (/*! … */).`);
  }
}
