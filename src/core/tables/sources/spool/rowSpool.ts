import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import { maxRecordBytes } from '../limits';
import { failAt } from '../sourceFile';
import { splitLines } from '../splitLines';
import { asSpoolError } from './noRoom';
import { TemporaryFolder } from './temporaryFolder';

const chunkCharacters = 1024 * 1024;
const cells = z.array(z.unknown());

/** Rows kept in a temporary file, so that they can be read as often as is needed and are the same each time. */
export class RowSpool {
  private constructor(
    private readonly name: string,
    private readonly folder: TemporaryFolder,
  ) {}

  /** Reads all rows to their end. What fails leaves no file behind. */
  static async fill(name: string, rows: AsyncIterable<readonly unknown[]>): Promise<RowSpool> {
    const folder = await TemporaryFolder.create();
    try {
      const file = await open(rowsFile(folder), 'wx', 0o600);
      try {
        await write(name, file, rows);
      } finally {
        await file.close();
      }
      return new RowSpool(name, folder);
    } catch (error) {
      await folder.remove();
      throw asSpoolError(name, error);
    }
  }

  async *read(): AsyncGenerator<readonly unknown[]> {
    for await (const { bytes } of splitLines(this.name, createReadStream(rowsFile(this.folder)))) {
      yield cells.parse(JSON.parse(bytes.toString('utf8')));
    }
  }

  async remove(): Promise<void> {
    await this.folder.remove();
  }
}

async function write(name: string, file: FileHandle, rows: AsyncIterable<readonly unknown[]>): Promise<void> {
  let chunk = '';
  let row = 0;
  for await (const values of rows) {
    row++;
    const line = JSON.stringify(values);
    if (line.length > maxRecordBytes / 4 && Buffer.byteLength(line) > maxRecordBytes) {
      throw failAt(name, row, `this row is longer than ${maxRecordBytes / 1024 / 1024} MiB. Select fewer columns, or less of them.`, 'row');
    }
    chunk += `${line}\n`;
    if (chunk.length < chunkCharacters) continue;
    await file.write(chunk);
    chunk = '';
  }
  await file.write(chunk);
}

function rowsFile(folder: TemporaryFolder): string {
  return folder.file('rows.jsonl');
}
