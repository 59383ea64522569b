import { isMap, type YAMLMap } from 'yaml';
import { EditRefused } from './editRefused';
import { mapAt } from './fileNodes';
import type { Holder } from './pairs';
import { findPair, nameOf, type Source } from './source';

/** A process's entry under `processes`. */
export interface FileProcess {
  readonly name: string;
  /** The entry in the map of processes. */
  readonly holder: Holder;
  /** Its fields; null in the short form. */
  readonly map: YAMLMap | null;
  /** The pair whose value are its columns: the entry itself in the short form. */
  readonly columns: Holder | undefined;
}

export type FileProcesses = ReadonlyMap<string, FileProcess>;

export function readFileProcesses(source: Source): FileProcesses {
  const processes = mapAt(source, 'processes');
  return new Map(
    processes?.items.flatMap((pair): [string, FileProcess][] => {
      const name = nameOf(source, pair.key);
      if (name === undefined) return [];
      const value = source.resolve(pair.value);
      const holder = { parent: processes, pair };
      if (!isMap(value)) return [[name, { name, holder, map: null, columns: holder }]];
      const column = findPair(source, value, 'column');
      return [[name, { name, holder, map: value, columns: column && { parent: value, pair: column } }]];
    }),
  );
}

/** Throws where the process is not, or no longer, in the file. */
export function processNamed(processes: FileProcesses, name: string): FileProcess {
  const process = processes.get(name);
  if (!process) throw new EditRefused(`The file has no process “${name}”. It may have been changed meanwhile.`);
  return process;
}
