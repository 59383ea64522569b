import type { ProcessEdit } from '../flowEdit';
import { resultsOf, type Flow, type Process } from '../model';

/** Why a process cannot be as it is wanted: a sentence, and the field that it is about where it is about one. */
export interface ProcessRefusal {
  readonly field?: 'name' | 'column';
  readonly message: string;
}

/** Why the rules forbid a change of the processes; undefined where they allow it. What a process reads may be wrong, as in the text. */
export function refuseProcessEdit({ processes }: Pick<Flow, 'processes'>, edit: ProcessEdit): ProcessRefusal | undefined {
  switch (edit.kind) {
    case 'add-process':
      return refuseName(processes, edit.name) ?? refuseColumns(edit.fields.column ?? []);
    case 'update-process': {
      const { name = edit.process, column } = edit.changes;
      return refuseName(processes.filter((process) => process.name !== edit.process), name) ?? (column && refuseColumns(column));
    }
    case 'remove-process':
      return refuseRemoval(processes, edit.process);
    case 'move-process':
      return refuseMove(processes, edit.process, edit.to);
  }
}

/** Why a process must stay, and stay where it is: each as a sentence. */
export interface ProcessHolds {
  readonly remove?: string;
  readonly up?: string;
  readonly down?: string;
}

export function holdsOf({ processes }: Pick<Flow, 'processes'>, process: string): ProcessHolds {
  const place = processes.findIndex(({ name }) => name === process);
  const remove = refuseRemoval(processes, process)?.message;
  const up = refuseMove(processes, process, place - 1)?.message;
  const down = refuseMove(processes, process, place + 1)?.message;
  return { ...(remove !== undefined && { remove }), ...(up !== undefined && { up }), ...(down !== undefined && { down }) };
}

function refuseName(others: readonly Process[], name: string): ProcessRefusal | undefined {
  if (name.trim() === '') return { field: 'name', message: 'A process needs a name.' };
  return others.some((other) => other.name === name) ? { field: 'name', message: `There is already a process “${name}”.` } : undefined;
}

function refuseColumns(columns: readonly string[]): ProcessRefusal | undefined {
  return columns.some((column) => column.trim() !== '') ? undefined : { field: 'column', message: 'A process needs a column to read.' };
}

function refuseRemoval(processes: readonly Process[], name: string): ProcessRefusal | undefined {
  const readers = processes.filter((process) => process.name !== name && reads(process, name)).map((process) => `“${process.name}”`);
  if (readers.length === 0) return undefined;
  const verb = readers.length === 1 ? 'reads' : 'read';
  return { message: `“${name}” cannot be removed: ${readers.join(', ')} ${verb} its results. Choose another column there first.` };
}

/** A process may not come before one whose results it reads; where it does already, it may move as it likes. */
function refuseMove(processes: readonly Process[], name: string, to: number): ProcessRefusal | undefined {
  const from = processes.findIndex((process) => process.name === name);
  const moved = processes[from];
  if (!moved) return undefined;
  if (to < 0) return { message: `“${name}” is the first process already.` };
  if (to >= processes.length) return { message: `“${name}” is the last process already.` };
  const passed = to < from ? processes.slice(to, from) : processes.slice(from + 1, to + 1);
  const [earlier, later] = to < from
    ? [passed.find((process) => reads(moved, process.name)), moved]
    : [moved, passed.find((process) => reads(process, name))];
  return earlier && later ? { message: `“${later.name}” reads the results of “${earlier.name}”, so it must come after it.` } : undefined;
}

function reads({ columns }: Process, name: string): boolean {
  return columns.includes(resultsOf(name));
}
