import { stat } from 'node:fs/promises';
import * as z from 'zod';
import { openReader } from '../store/openReader';
import { workspaceFiles } from '../store/workspaceFiles';

interface Remembered {
  readonly stamp: string;
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** Opening a database reads all of it, so the columns of its sources are remembered until it is written anew. */
const remembered = new Map<string, Remembered>();

const columnRow = z.object({ source_connection: z.string(), column_name: z.string() });

/** The columns that the rows of a source had when they were last pulled; undefined where none are in the workspace. Never throws. */
export async function readPulledColumns(source: string, workspace: string): Promise<readonly string[] | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(workspaceFiles(workspace).database);
    const stamp = [size, mtimeMs, ino].join(' ');
    const known = remembered.get(workspace);
    const { columns } = known?.stamp === stamp ? known : await remember(workspace, stamp);
    return columns.get(source);
  } catch {
    return undefined;
  }
}

async function remember(workspace: string, stamp: string): Promise<Remembered> {
  const store = await openReader(workspace);
  try {
    const rows = store.query('SELECT source_connection, column_name FROM view_columns ORDER BY position', [], columnRow);
    const columns = new Map<string, string[]>();
    for (const { source_connection: source, column_name } of rows) columns.set(source, [...(columns.get(source) ?? []), column_name]);
    const read = { stamp, columns };
    remembered.set(workspace, read);
    return read;
  } finally {
    await store.close();
  }
}
