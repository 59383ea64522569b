import type { FlowEdit, NewSource, ProcessChanges, ProcessFields, TableEdit } from '../flowEdit';
import { resultsOf } from '../model';
import { columnValue } from './columnValue';
import { plainName, type Plain, type PlainMap } from './plain';
import { mapAt, renameKey, update } from './plainChanges';
import { sourceFields } from './sourceEdits';

const kinds: readonly string[] = ['add-process', 'update-process', 'remove-process', 'move-process', 'set-source'] satisfies TableEdit['kind'][];

export function isTableEdit(edit: FlowEdit): edit is TableEdit {
  return kinds.includes(edit.kind);
}

/** What an edit of the table half means, told on plain data. Changes the flow in place. */
export function applyTableEdit(flow: PlainMap, edit: TableEdit): void {
  if (edit.kind === 'set-source') return setSource(flow, edit.source);
  const processes = mapAt(flow, 'processes');
  switch (edit.kind) {
    case 'add-process': {
      const { column, ...others } = edit.fields;
      const fields: PlainMap = new Map();
      update(fields, { column: columnValue(column), ...others });
      const columns = fields.get('column');
      processes.set(edit.name, fields.size === 1 && columns !== undefined ? columns : fields);
      return;
    }
    case 'update-process':
      return updateProcess(processes, edit.process, edit.changes);
    case 'remove-process':
      processes.delete(edit.process);
      if (processes.size === 0) flow.delete('processes');
      return;
    case 'move-process':
      return moveKey(processes, edit.process, edit.to);
  }
}

function updateProcess(processes: PlainMap, before: string, { name = before, ...fields }: ProcessChanges): void {
  if (name !== before) rename(processes, before, name);
  const { column, ...others } = fields;
  const process = processes.get(name) ?? null;
  if (process instanceof Map) {
    const columns = process.get('column');
    return update(process, { ...others, column: columnValue(column, Array.isArray(columns) && columns.length > 0) });
  }
  processes.set(name, updateShortForm(process, column, others));
}

/** It becomes a map only where it says more than its columns. */
function updateShortForm(columns: Plain, column: ProcessFields['column'], others: ProcessFields): Plain {
  const fields: PlainMap = new Map();
  update(fields, { ...others });
  const isShort = fields.size === 0;
  if (columns !== null) fields.set('column', columns);
  update(fields, { column: columnValue(column, isShort && Array.isArray(columns) && columns.length > 0) });
  return isShort ? (fields.get('column') ?? null) : fields;
}

function rename(processes: PlainMap, before: string, name: string): void {
  renameKey(processes, before, name);
  const renamed = (column: Plain): Plain => (plainName(column) === resultsOf(before) ? resultsOf(name) : column);
  const inColumns = (columns: Plain): Plain => (Array.isArray(columns) ? columns.map(renamed) : renamed(columns));
  for (const [key, process] of processes) {
    const columns = process instanceof Map ? process.get('column') : undefined;
    if (!(process instanceof Map)) processes.set(key, inColumns(process));
    else if (columns !== undefined) process.set('column', inColumns(columns));
  }
}

function moveKey(map: PlainMap, key: string, to: number): void {
  const entries = [...map];
  const moved = entries.filter(([name]) => name === key);
  const others = entries.filter(([name]) => name !== key);
  map.clear();
  for (const [name, value] of [...others.slice(0, to), ...moved, ...others.slice(to)]) map.set(name, value);
}

function setSource(flow: PlainMap, source: NewSource): void {
  const before = flow.get('source');
  if (before instanceof Map) update(before, sourceFields(source));
  else if (source.kind === 'file') update(flow, { source: source.path });
  else update(mapAt(flow, 'source'), sourceFields(source));
}
