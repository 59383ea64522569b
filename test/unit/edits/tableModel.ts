import { parse } from 'yaml';
import type { TableEdit } from '../../../src/core/flow/flowEdit';

/** An own, plain account of the table half of a workflow and of what edits do to it, to hold the real one against. */
export interface TableModel {
  processes: { name: string; columns: string[]; fields: Record<string, unknown> }[];
  source: Record<string, unknown> | undefined;
  others: Record<string, unknown>;
}

export function readTable(text: string): TableModel {
  const { processes, source, ...others } = Object.fromEntries(parse(text, { mapAsMap: true }) as Map<string, unknown>);
  const entries = [...((processes as Map<unknown, unknown> | undefined) ?? [])].map(([name, value]) => {
    const { column, ...fields } = value instanceof Map ? (Object.fromEntries(value) as Record<string, unknown>) : { column: value };
    const columns: unknown[] = Array.isArray(column) ? column : [column];
    return { name: String(name), columns: columns.map(String), fields };
  });
  const plain = source instanceof Map ? (Object.fromEntries(source) as Record<string, unknown>) : source === undefined ? undefined : { file: source };
  return { processes: entries, source: plain, others };
}

export function reduceTable(model: TableModel, edit: TableEdit): TableModel {
  const next = structuredClone(model);
  const { processes } = next;
  switch (edit.kind) {
    case 'add-process': {
      const { column = [], ...fields } = edit.fields;
      const added = { name: edit.name, columns: [...column], fields: {} };
      change(added.fields, fields);
      processes.push(added);
      break;
    }
    case 'update-process': {
      const { name = edit.process, column, ...fields } = edit.changes;
      const process = processes.find((each) => each.name === edit.process)!;
      for (const each of processes) each.columns = each.columns.map((read) => (read === `results.${edit.process}` ? `results.${name}` : read));
      process.name = name;
      if (column) process.columns = [...column];
      change(process.fields, fields);
      break;
    }
    case 'remove-process':
      next.processes = processes.filter(({ name }) => name !== edit.process);
      break;
    case 'move-process': {
      const from = processes.findIndex(({ name }) => name === edit.process);
      processes.splice(edit.to, 0, ...processes.splice(from, 1));
      break;
    }
    case 'set-source': {
      const rowKey = next.source?.row_key;
      const { kind, ...chosen } = edit.source;
      const told = kind === 'file' ? { file: edit.source.path } : chosen;
      next.source = { ...told, ...(rowKey !== undefined && { row_key: rowKey }) };
    }
  }
  return next;
}

function change(fields: Record<string, unknown>, changes: object): void {
  for (const [key, value] of Object.entries(changes) as [string, unknown][]) {
    if (value === null) Reflect.deleteProperty(fields, key);
    else if (value !== undefined) fields[key] = value;
  }
}
