import path from 'node:path';
import type { PulledSource } from '../../../core/tables/overview';
import { rowsText } from '../../../core/tables/progressText';
import { unread, type Line } from './line';
import { momentText } from './times';

/** A workflow that names a source. */
export interface NamingWorkflow {
  readonly uri: string;
  readonly name: string;
  /** As `source_connection` has it. */
  readonly source: string;
  readonly kind: 'file' | 'connection';
}

/** The sources of one workspace folder. */
export interface ShownSources {
  readonly folder: string;
  /** Told where there are several folders. */
  readonly folderName?: string;
  readonly pulled: readonly PulledSource[];
  /** Nobody may look into the tables, as the workspace is not trusted. */
  readonly isUnread?: boolean;
  readonly named: readonly NamingWorkflow[];
}

/** A connection that the user has set up. */
export interface ShownConnection {
  readonly name: string;
  /** Absent for one of the environment. */
  readonly type?: string;
}

export function sourceLines(folders: readonly ShownSources[], connections: readonly ShownConnection[], now: Date): Line[] {
  const lines = folders.flatMap((folder) => folderLines(folder, now));
  return connections.length === 0 ? lines : [...lines, connectionsLine(connections)];
}

function folderLines({ folder, folderName, pulled, isUnread = false, named }: ShownSources, now: Date): Line[] {
  const known = new Map(pulled.map((source) => [source.source_connection, source]));
  const names = [...new Set([...known.keys(), ...named.map(({ source }) => source)])].sort((a, b) => a.localeCompare(b));
  return names.map((name) => sourceLine({ folder, folderName, isUnread, name, source: known.get(name), named: named.filter(({ source }) => source === name) }, now));
}

interface OneSource {
  readonly folder: string;
  readonly folderName: string | undefined;
  readonly isUnread: boolean;
  readonly name: string;
  readonly source: PulledSource | undefined;
  readonly named: readonly NamingWorkflow[];
}

function sourceLine({ folder, folderName, isUnread, name, source, named }: OneSource, now: Date): Line {
  const [first] = named;
  const state = source ? `${rowsText(source.rows)}, ${momentText(source.pulled_at, now)}` : isUnread ? 'rows not known' : 'not pulled yet';
  const isFile = first ? first.kind === 'file' : !name.includes(': ');
  const place = [folderName, isFile ? path.posix.dirname(name) : '.'].filter((part) => part !== undefined && part !== '.').join('/');
  const description = place === '' ? state : `${state} · ${place}`;
  const icon = isFile ? 'table' : 'database';
  const traits = ['source', ...(source ? ['pulled'] : []), ...(first ? ['named'] : [])];
  return {
    id: `source ${folder} ${name}`,
    label: isFile ? path.posix.basename(name) : name,
    description,
    icon: source ? { name: icon } : { name: icon, color: 'disabledForeground' },
    details: [
      name,
      source ? `${rowsText(source.rows)} in the tables. Rows last came or changed ${momentText(source.pulled_at, now)}.` : isUnread ? unread : 'Its rows have not been pulled into the tables yet.',
      first ? `Named by ${[...new Set(named.map((workflow) => workflow.name))].join(', ')}.` : 'No workflow names it any more.',
    ],
    spoken: `Source ${name}, ${state}`,
    traits: traits.join(' '),
    ...(source ? { opens: { what: 'rows', folder, source: name } } : first && { opens: { what: 'workflow', uri: first.uri } }),
    ...(first && { workflow: first.uri }),
    source: { folder, name },
  };
}

const typeNames: Readonly<Record<string, string>> = { postgresql: 'PostgreSQL', mysql: 'MySQL', s3: 'S3' };

function connectionsLine(connections: readonly ShownConnection[]): Line {
  const sorted = [...connections].sort((a, b) => a.name.localeCompare(b.name));
  return {
    id: 'connections',
    label: 'Connections',
    description: '',
    icon: { name: 'plug' },
    details: ['Databases and object stores that workflows can name in their source.'],
    spoken: `Connections, ${connections.length.toLocaleString('en')}`,
    traits: 'connections',
    isOpen: true,
    children: () => sorted.map(connectionLine),
  };
}

function connectionLine({ name, type }: ShownConnection): Line {
  const typeName = type === undefined ? undefined : (typeNames[type] ?? type);
  const origin = typeName === undefined ? 'from the environment' : 'from your settings';
  const description = typeName ?? 'from the environment';
  return {
    id: `connection ${name}`,
    label: name,
    description,
    icon: { name: type === 's3' ? 'cloud' : 'database' },
    details: [`A connection${typeName === undefined ? '' : ` to ${typeName}`}, ${origin}. A workflow names it in its source as “connection: ${name}”.`],
    spoken: `Connection ${name}, ${description}`,
    traits: 'connection',
  };
}
