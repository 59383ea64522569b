import { isAddress } from '../isAddress';
import type { FlowSource } from '../model';
import type { SourceLocation } from './flowDocument';
import type { Entry, Located, YamlReader } from './yamlReader';

const fileKeys = ['file', 'row_key'];
const connectionKeys = ['connection', 'query', 'key', 'row_key'];
const allKeys = ['file', ...connectionKeys];

export interface ReadSource {
  /** Absent where it cannot be told what is meant; a problem says why. */
  readonly source: FlowSource | undefined;
  readonly location: SourceLocation;
}

export function readSource(reader: YamlReader, entry: Entry | undefined): ReadSource | undefined {
  if (!entry) return undefined;
  if (reader.isMap(entry)) return readLongForm(reader, entry);
  const path = readPath(reader, entry);
  // An empty value counts as absent.
  if (path === undefined && reader.scalar(entry) === null) return undefined;
  return assemble(entry, new Map([['file', entry]]), [], path === undefined ? undefined : { kind: 'file', path });
}

function readLongForm(reader: YamlReader, entry: Entry): ReadSource {
  const fields = new Map(reader.entries(entry.node, '`source`', entry.value).map((field) => [field.name, field]));
  const isConnection = fields.has('connection');
  for (const field of fields.values()) {
    if (!allKeys.includes(field.name)) reader.unknownKey(field, isConnection ? connectionKeys : allKeys, '`source`');
  }
  const rowKey = fields.get('row_key');
  const columns = rowKey ? reader.texts(rowKey, '`row_key` of the source') : [];
  const source = isConnection ? readConnection(reader, fields) : readFile(reader, entry, fields);
  return assemble(entry, fields, columns, source);
}

function readFile(reader: YamlReader, entry: Entry, fields: ReadonlyMap<string, Entry>): FlowSource | undefined {
  for (const field of fields.values()) {
    if (!allKeys.includes(field.name) || fileKeys.includes(field.name)) continue;
    invalid(reader, field, `\`${field.name}\` goes with a \`connection\`, and this source names none. Add the connection, or remove this line.`);
  }
  const file = fields.get('file');
  const path = file && readPath(reader, file);
  if (path !== undefined) return { kind: 'file', path };
  if (!file) reader.report('document/invalid-value', entry.key, '`source` needs a `file`, or a `connection` with a `query` or a `key`.');
  else if (reader.scalar(file) === null) invalid(reader, file, '`file` of the source is empty. Write the path of a file, such as rows.csv.');
  return undefined;
}

function readConnection(reader: YamlReader, fields: ReadonlyMap<string, Entry>): FlowSource | undefined {
  const { connection, query, key } = reader.textFields(fields, ['connection', 'query', 'key'], 'the source');
  const named = fields.get('connection');
  const file = fields.get('file');
  if (!named) return undefined;
  if (file) invalid(reader, file, 'A source is either a `file` or a `connection`. Remove one of them.');
  if (connection === undefined) {
    if (reader.scalar(named) === null) invalid(reader, named, '`connection` of the source is empty. Write the name of a connection.');
    return undefined;
  }
  if (isAddress(connection)) {
    invalid(reader, named, 'A workflow holds the name of a connection, not its address. Set up the connection, and write its name here.');
    return undefined;
  }
  const keyField = fields.get('key');
  if (query !== undefined && keyField && key !== undefined) {
    invalid(reader, keyField, 'A source has either a `query`, for a database, or a `key`, for an object store. Remove one of them.');
  } else if (query === undefined && key === undefined) {
    invalid(reader, named, `The source reads from “${connection}”, but does not say what. Add a \`query\` for a database, or a \`key\` for an object store.`);
  }
  return { kind: 'connection', connection, ...(query !== undefined && { query }), ...(key !== undefined && { key }) };
}

function readPath(reader: YamlReader, entry: Entry): string | undefined {
  const path = reader.text(entry, 'The file of the source');
  if (path === undefined || !isAddress(path)) return path;
  invalid(reader, entry, 'The source is an address, and a workflow holds none. Set up a connection, and write “connection:” with its name below “source:”.');
  return undefined;
}

function invalid(reader: YamlReader, { value }: Entry, message: string): void {
  reader.report('document/invalid-value', value, message);
}

function assemble(entry: Entry, fields: ReadonlyMap<string, Entry>, rowKey: readonly Located<string>[], source: FlowSource | undefined): ReadSource {
  const row_key = rowKey.map(({ value }) => value);
  return {
    source: source && row_key.length > 0 ? { ...source, row_key } : source,
    location: { key: entry.key, value: entry.value, fields, row_key: rowKey.map(({ range }) => range) },
  };
}
