import type { Process } from '../model';
import type { ProcessLocation } from './flowDocument';
import { readSettings, settingKeys } from './readSettings';
import type { Entry, Located, YamlReader } from './yamlReader';

/** In the order in which they are usually written. */
export const processKeys = ['column', 'prompt', 'flow', ...settingKeys] as const;
const knownKeys: readonly string[] = processKeys;

export interface ReadProcesses {
  readonly processes: Process[];
  readonly locations: Map<string, ProcessLocation>;
}

export function readProcesses(reader: YamlReader, entry: Entry | undefined): ReadProcesses {
  const read: ReadProcesses = { processes: [], locations: new Map() };
  if (!entry) return read;
  for (const item of reader.entries(entry.node, '`processes`', entry.value)) {
    const { process, location } = reader.isMap(item) ? readLongForm(reader, item) : readShortForm(reader, item);
    read.processes.push(process);
    read.locations.set(item.name, location);
  }
  return read;
}

/** `sentiment: data_column_1` */
function readShortForm(reader: YamlReader, entry: Entry) {
  return assemble(entry, new Map(), readColumns(reader, entry, entry.name), {});
}

function readLongForm(reader: YamlReader, entry: Entry) {
  const name = entry.name;
  const fields = new Map(reader.entries(entry.node, `Process “${name}”`, entry.value).map((field) => [field.name, field]));
  for (const field of fields.values()) {
    if (!knownKeys.includes(field.name)) reader.unknownKey(field, processKeys, `Process “${name}”`);
  }
  const column = fields.get('column');
  if (!column) {
    reader.report('document/invalid-value', entry.key, `Process “${name}” needs a \`column\`: the column of the source that it reads.`);
  }
  const owner = `process “${name}”`;
  const columns = column ? readColumns(reader, column, name) : [];
  return assemble(entry, fields, columns, { ...reader.textFields(fields, ['prompt', 'flow'], owner), ...readSettings(reader, fields, owner) });
}

function readColumns(reader: YamlReader, entry: Entry, process: string): Located<string>[] {
  return reader.texts(entry, `The column of process “${process}”`);
}

function assemble(entry: Entry, fields: ReadonlyMap<string, Entry>, columns: Located<string>[], rest: Partial<Process>) {
  return {
    process: { ...rest, name: entry.name, columns: columns.map((column) => column.value) },
    location: { key: entry.key, value: entry.value, fields, columns: columns.map((column) => column.range) },
  };
}
