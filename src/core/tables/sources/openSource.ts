import type { ConnectionSource, FileSource, FlowSource } from '../../flow/model';
import { isAddress } from '../../flow/isAddress';
import { findFile, type WorkflowPlace } from '../../workspace/findFile';
import type { Connections } from '../connections/connection';
import type { Source } from '../source';
import { connectionVariable } from '../connections/environment';
import { connectionError } from './connectionFailure';
import { formatOf, unknownKind } from './fileFormats';
import { fail, splitSelection } from './sourceFile';
import { sourceName } from './sourceName';
import { withRowKey } from './withRowKey';

/**
 * Opens what a workflow's `source` names: a file inside the workspace, by a path relative to the workflow, or what one of the user's
 * connections gives. Nothing is read yet. Throws `SourceError` for what cannot be opened. Whoever opens a source closes it.
 */
export async function openSource(source: FlowSource, place: WorkflowPlace, connections?: Connections): Promise<Source> {
  const opened = await (source.kind === 'file' ? openFile(source, place) : openConnection(source, sourceName(source, place), connections));
  return source.row_key ? withRowKey(opened, source.row_key) : opened;
}

async function openFile(source: FileSource, place: WorkflowPlace): Promise<Source> {
  // It may hold a password, so it is not told.
  if (isAddress(source.path)) throw fail('The source', 'is an address. A workflow names a file or a connection.');
  const { file, selection } = splitSelection(source.path);
  const open = formatOf(file);
  if (!open) throw fail(source.path, unknownKind);
  const found = await findFile(file, place);
  if (found.state !== 'found') throw fail(source.path, refusals[found.state]);
  return open({ path: found.path, name: sourceName(source, place), ...(selection !== undefined && { selection }) });
}

const refusals = {
  missing: 'does not exist. Paths are relative to the workflow.',
  outside: 'is outside the workspace, and a workflow may only read files inside it.',
} as const;

/** Libraries load with the first connection of their kind. */
async function openConnection({ connection: name, query, key }: ConnectionSource, source: string, connections: Connections | undefined): Promise<Source> {
  const connection = await connections?.find(name);
  if (!connection) throw connectionError(name, await notFound(name, connections));
  if (connection.type === 's3') {
    if (key === undefined || query !== undefined) throw connectionError(name, 'it is an object store: name what is read with `key`, and without a `query`.');
    const { openS3 } = await import('./s3/s3Store');
    const { ObjectSource } = await import('./s3/objectSource');
    return new ObjectSource(source, key, openS3(source, name, connection, process.env));
  }
  if (query === undefined || key !== undefined) throw connectionError(name, 'it is a database: say what is read with a `query`, and without a `key`.');
  const { DatabaseSource } = await import('./database/databaseSource');
  if (connection.type === 'mysql') {
    const { mysqlQuery } = await import('./database/mysql');
    return new DatabaseSource(source, mysqlQuery(source, name, connection, query));
  }
  const { postgresQuery } = await import('./database/postgres');
  return new DatabaseSource(source, postgresQuery(source, name, connection, query));
}

async function notFound(name: string, connections: Connections | undefined): Promise<string> {
  const names = (await connections?.names()) ?? [];
  const known = names.length > 0 ? `Known are: ${names.join(', ')}.` : 'No connection is set up.';
  return `it is not known here. ${known} In a terminal, ${connectionVariable(name)} holds its address.`;
}
