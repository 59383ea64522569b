import path from 'node:path';
import type { FileLayer, OpenFile } from '../../../../src/core/store/fileLayer';
import { systemError } from './faultyFiles';

/** A number from 0 up to, but not including, `limit`. */
export type Choose = (limit: number) => number;

interface File {
  /** What it may hold after a loss of power: its content when it was last synced, and after each operation since. */
  versions: Buffer[];
}

type Names = ReadonlyMap<string, File>;

/** One folder on a disk that keeps, when the power fails, no more than it must: any moment since the last sync, file by file. */
export class UnsafeDisk implements FileLayer {
  #folders: Names[];
  #operations = 0;

  /** The power fails at operation `power`, from 0. */
  constructor(
    private readonly power = Infinity,
    names: Names = new Map(),
  ) {
    this.#folders = [names];
  }

  /** A disk that holds these files, by their paths. */
  static holding(files: Readonly<Record<string, Buffer>>): UnsafeDisk {
    return new UnsafeDisk(Infinity, new Map(Object.entries(files).map(([name, content]) => [name, { versions: [content] }])));
  }

  get operations(): number {
    return this.#operations;
  }

  /** What is there when the power comes back. */
  afterFailure(choose: Choose): UnsafeDisk {
    const names = this.#folders[choose(this.#folders.length)] ?? new Map<string, File>();
    return new UnsafeDisk(Infinity, new Map([...names].map(([name, file]) => [name, { versions: [survivor(file, choose)] }])));
  }

  makeFolder(): Promise<void> {
    return Promise.resolve();
  }

  list(): Promise<string[]> {
    return Promise.resolve([...this.#names.keys()].map((name) => path.basename(name)));
  }

  read(name: string, offset = 0) {
    const file = this.#names.get(name);
    const content = file && contentOf(file);
    // A copy: SQLite takes the bytes that it opens for its own, and writes into them.
    return Promise.resolve(content && { bytes: Buffer.from(content.subarray(offset)), size: content.length });
  }

  identity(name: string): Promise<string | undefined> {
    const file = this.#names.get(name);
    return Promise.resolve(file && contentOf(file).toString('hex', 0, 100));
  }

  async open(name: string, mode: 'append' | 'create'): Promise<OpenFile> {
    await this.#use();
    const existing = this.#names.get(name);
    if (existing !== undefined && mode === 'create') throw systemError('EEXIST');
    const file = existing ?? { versions: [Buffer.alloc(0)] };
    if (existing === undefined) this.#change((names) => names.set(name, file));
    return {
      write: async (bytes) => {
        await this.#use();
        file.versions.push(Buffer.concat([contentOf(file), bytes]));
      },
      sync: async () => {
        await this.#use();
        file.versions = [contentOf(file)];
      },
      truncate: async () => {
        await this.#use();
        file.versions.push(Buffer.alloc(0));
      },
      close: () => Promise.resolve(),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#use();
    this.#change((names) => {
      names.set(to, this.#fileOf(from));
      names.delete(from);
    });
  }

  async link(from: string, to: string): Promise<void> {
    await this.#use();
    if (this.#names.has(to)) throw systemError('EEXIST');
    this.#change((names) => names.set(to, this.#fileOf(from)));
  }

  async remove(name: string): Promise<void> {
    await this.#use();
    this.#change((names) => names.delete(name));
  }

  async syncFolder(): Promise<void> {
    await this.#use();
    this.#folders = [this.#names];
  }

  get #names(): Names {
    return this.#folders.at(-1) ?? new Map<string, File>();
  }

  #fileOf(name: string): File {
    const file = this.#names.get(name);
    if (file === undefined) throw systemError('ENOENT');
    return file;
  }

  #change(edit: (names: Map<string, File>) => unknown): void {
    const names = new Map(this.#names);
    edit(names);
    this.#folders.push(names);
  }

  #use(): Promise<void> {
    if (this.#operations++ >= this.power) return Promise.reject(new Error('The power has failed.'));
    return Promise.resolve();
  }
}

function contentOf(file: File): Buffer {
  return file.versions.at(-1) ?? Buffer.alloc(0);
}

/** One of the versions; or, of bytes that were being appended to one, as many as had arrived. */
function survivor(file: File, choose: Choose): Buffer {
  const at = choose(file.versions.length);
  const version = file.versions[at] ?? Buffer.alloc(0);
  const next = file.versions[at + 1];
  if (next === undefined || next.length <= version.length) return version;
  return next.subarray(0, version.length + choose(next.length - version.length + 1));
}
