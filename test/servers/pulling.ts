import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as z from 'zod';
import type { ConnectionSource } from '../../src/core/flow/model';
import type { Connections, DatabaseConnection, SourceConnection } from '../../src/core/tables/connections/connection';
import { ingest, type IngestCounts } from '../../src/core/tables/ingest';
import { openSource } from '../../src/core/tables/sources/openSource';
import type { Source } from '../../src/core/tables/source';
import { Child } from '../support/child';
import type { MemoryStore } from '../unit/ingest/memoryStore';

export const never = new AbortController().signal;
const place = { folder: '/workspace', workspace: '/workspace' };

/** One connection, by the name “shop”. */
export function connectionsTo(connection: SourceConnection): Connections {
  return { find: (name) => Promise.resolve(name === 'shop' ? connection : undefined), names: () => Promise.resolve(['shop']) };
}

export type Named = Omit<ConnectionSource, 'kind' | 'connection'>;

export function open(connection: SourceConnection, named: Named): Promise<Source> {
  return openSource({ kind: 'connection', connection: 'shop', ...named }, place, connectionsTo(connection));
}

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, unknown>>[];
  readonly notes: readonly string[];
}

/** All that a source gives, and the columns as they are known before anything is read. */
export async function read(connection: SourceConnection, named: Named, signal = never): Promise<Rows> {
  const source = await open(connection, named);
  try {
    const columns = await source.columns(signal);
    const rows = [];
    for await (const { data } of source.rows(signal)) rows.push(data);
    return { columns, rows, notes: source.notes };
  } finally {
    await source.close?.();
  }
}

/** Pulls a source into Table 1, as `llmflow ingest` does. */
export async function pull(store: MemoryStore, connection: SourceConnection, named: Named, signal = never): Promise<IngestCounts> {
  const source = await open(connection, named);
  try {
    return await ingest({ source, store, signal, now: () => 0 });
  } finally {
    await source.close?.();
  }
}

/** What sources have left in the temporary folder, which is theirs alone while these suites run. */
export async function leftBehind(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('llmflow-source-'));
}

const twoReadings = z.tuple([z.string(), z.string()]);

/** Reads a query's 100,000 rows of 1 kB twice, in a process whose heap has no room for them. */
export async function streamLargeTable(url: string, query: string): Promise<void> {
  const child = await Child.start('test/servers/processes/readRows.ts', ['shop', query], {
    env: { LLMFLOW_CONNECTION_SHOP: url, NODE_OPTIONS: '--max-old-space-size=48' },
  });
  assert.equal(await child.ended(), 0);
  const [first, second] = twoReadings.parse(child.lines);
  // The query gives other numbers each time it is run.
  assert.equal(first, second);
  assert.match(first, /^100000 /);
}

/** The connection as the environment holds it. */
export function urlOf({ type, host, port, database, user, password = '' }: DatabaseConnection): string {
  return `${type}://${user}:${encodeURIComponent(password)}@${host}:${port ?? ''}/${database}`;
}
