import { parse } from 'csv-parse/sync';
import { open } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const delimiters: Readonly<Record<string, string>> = { '.csv': ',', '.tsv': '\t' };

/** A header longer than this is no header. */
const headerBytes = 256 * 1024;

/** The columns that the header of a CSV or TSV file names; undefined for other files, and where there is no header. */
export async function readColumns(file: string): Promise<string[] | undefined> {
  const delimiter = delimiters[path.extname(file).toLowerCase()];
  if (delimiter === undefined) return undefined;
  const start = await readStart(file, headerBytes);
  try {
    const rows = parse(start, { delimiter, bom: true, to_line: 1, relax_column_count: true });
    return z.array(z.array(z.string())).parse(rows)[0];
  } catch {
    return undefined;
  }
}

async function readStart(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
