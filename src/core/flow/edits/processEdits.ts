import { isSeq, type YAMLMap } from 'yaml';
import type { ProcessEdit, ProcessFields } from '../flowEdit';
import { resultsOf } from '../model';
import { processKeys } from '../parse/readProcesses';
import type { TextEdit } from '../problem';
import { EditRefused } from './editRefused';
import { columnValue, otherProcessKeys } from './columnValue';
import { placeFor, planFields } from './fields';
import { processNamed, type FileProcess, type FileProcesses } from './fileProcesses';
import { lengthen } from './lengthen';
import { moveItem } from './moveItem';
import { keyName, namesIn, writeNames } from './names';
import type { NewPair } from './newValue';
import { changeHeldPairs, changePairs, type Holder } from './pairs';
import { addRootPairs } from './rootPairs';
import { findPair, type Source } from './source';

type Edit<Kind extends ProcessEdit['kind']> = Extract<ProcessEdit, { kind: Kind }>;

/** A process that says no more than its columns is written in the short form. */
export function planAddProcess(source: Source, processes: FileProcesses, { name, fields }: Edit<'add-process'>): TextEdit[] {
  checkName(processes, name);
  const pairs = planFields(source, null, processKeys, { ...fields, column: columnValue(fields.column) }).insert;
  const [first] = pairs;
  if (!first || first.key !== 'column') throw new EditRefused('A process needs a column to read.');
  const added: NewPair = { key: name, value: pairs.length === 1 ? first.value : { map: pairs } };
  const holder = processesOf(source);
  if (!holder) return addRootPairs(source, [{ key: 'processes', value: { map: [added] } }]);
  return changeHeldPairs(source, holder, { insert: [added] });
}

/** Sets, adds and removes fields, and renames. */
export function planUpdateProcess(source: Source, processes: FileProcesses, edit: Edit<'update-process'>): TextEdit[] {
  const process = processNamed(processes, edit.process);
  const { name = process.name, ...fields } = edit.changes;
  return [...planRename(source, processes, process, name, fields.column !== undefined), ...planFieldChanges(source, process, fields)];
}

/** The map of processes goes with the last of them. */
export function planRemoveProcess(source: Source, processes: FileProcesses, name: string): TextEdit[] {
  const { holder } = processNamed(processes, name);
  const all = processesOf(source);
  if (!all) return [];
  if (holder.parent.items.length === 1) return changePairs(source, all.parent, { remove: new Set([all.pair]) });
  return changeHeldPairs(source, all, { remove: new Set([holder.pair]) });
}

export function planMoveProcess(source: Source, processes: FileProcesses, { process, to }: Edit<'move-process'>): TextEdit[] {
  const { holder } = processNamed(processes, process);
  if (!Number.isInteger(to) || to < 0 || to >= holder.parent.items.length) throw new EditRefused(`There is no place ${to + 1} among the processes.`);
  return moveItem(source, holder.parent, holder.parent.items.indexOf(holder.pair), to);
}

/** `replaced`: its own columns are written anew, and need no renaming. */
function planRename(source: Source, processes: FileProcesses, { name, holder }: FileProcess, to: string, replaced: boolean): TextEdit[] {
  if (to === name) return [];
  checkName(processes, to);
  const readers = [...processes.values()].filter((reader) => !replaced || reader.name !== name);
  const mentions = readers.flatMap(({ columns }) => (columns ? namesIn(source, columns, resultsOf(name), resultsOf(to)) : []));
  return writeNames(source, [keyName(holder, to), ...mentions]);
}

function planFieldChanges(source: Source, process: FileProcess, { column, ...others }: ProcessFields): TextEdit[] {
  const { name, holder, map, columns } = process;
  const list = source.resolve(columns?.pair.value);
  const change = columnValue(column, isSeq(list) && list.items.length > 0);
  if (map) return planLongForm(source, holder, map, { ...others, column: change });
  const added = planFields(source, null, otherProcessKeys, others).insert;
  if (added.length > 0) return lengthen(source, holder, columnValue(column), added);
  return [...planFields(source, holder.parent, [name], { [name]: change }).edits];
}

function planLongForm(source: Source, holder: Holder, map: YAMLMap, changes: Parameters<typeof planFields<(typeof processKeys)[number]>>[3]): TextEdit[] {
  const plan = planFields(source, map, processKeys, changes);
  const { edits, remove, insert } = plan;
  if (remove.size === 0 && insert.length === 0) return [...edits];
  const after = placeFor(source, map, processKeys, plan);
  return [...edits, ...changeHeldPairs(source, holder, { remove, insert, after })];
}

function checkName(processes: FileProcesses, name: string): void {
  if (name.trim() === '' || /[\r\n]/.test(name)) throw new EditRefused('A process needs a name, on one line.');
  if (processes.has(name)) throw new EditRefused(`There is a process “${name}” already. Choose another name.`);
}

function processesOf(source: Source): Holder | undefined {
  const pair = findPair(source, source.root, 'processes');
  return source.root && pair ? { parent: source.root, pair } : undefined;
}
