import { setMaxListeners } from 'node:events';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Source, SourceRecord } from '../../source';
import { formatOf, knownExtensions, unknownKind } from '../fileFormats';
import { asSourceError, fail, splitSelection } from '../sourceFile';
import { TemporaryFolder } from '../spool/temporaryFolder';

export interface ListedObject {
  readonly key: string;
  readonly size: number;
}

/** A bucket. What it throws are `SourceError`s in words, or the signal's reason. */
export interface ObjectStore {
  /** In the order of the keys. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<ListedObject>;
  /** Writes an object to a file; `begin` is told its size before anything is written. */
  download(key: string, file: string, signal: AbortSignal, begin: (size: number) => Promise<void>): Promise<void>;
  close(): void;
}

/** The objects on this machine, with what they hold. */
interface Downloaded {
  readonly folder: TemporaryFolder;
  readonly sources: readonly Source[];
  readonly columns: readonly string[];
  /** Whether some of them lack columns that others have. */
  readonly isRagged: boolean;
  readonly notes: readonly string[];
}

const parallelDownloads = 8;
const namesTold = 5;

/**
 * The rows of an object, or of all objects below a prefix in the order of their keys. They are downloaded once, when something is first
 * asked of them, and kept in a temporary folder until the source is closed.
 */
export class ObjectSource implements Source {
  #downloaded: Promise<Downloaded> | undefined;
  #notes: readonly string[] = [];
  #sources: readonly Source[] = [];

  constructor(
    readonly name: string,
    private readonly key: string,
    private readonly store: ObjectStore,
  ) {}

  get notes(): readonly string[] {
    return [...this.#notes, ...new Set(this.#sources.flatMap((source) => source.notes))];
  }

  get mayHaveMoreColumns(): boolean {
    return this.#sources.some((source) => source.mayHaveMoreColumns === true);
  }

  async columns(signal: AbortSignal): Promise<readonly string[]> {
    return (await this.#download(signal)).columns;
  }

  async *rows(signal: AbortSignal): AsyncGenerator<SourceRecord> {
    const { sources, columns, isRagged } = await this.#download(signal);
    const missing = Object.fromEntries(columns.map((column) => [column, null]));
    for (const source of sources) {
      for await (const record of source.rows(signal)) {
        yield isRagged ? { ...record, data: { ...missing, ...record.data } } : record;
      }
    }
  }

  async close(): Promise<void> {
    const downloaded = this.#downloaded;
    this.#downloaded = undefined;
    this.store.close();
    await downloaded?.then(
      ({ folder }) => folder.remove(),
      () => undefined,
    );
  }

  async #download(signal: AbortSignal): Promise<Downloaded> {
    this.#downloaded ??= this.#fetch(signal);
    try {
      const downloaded = await this.#downloaded;
      [this.#sources, this.#notes] = [downloaded.sources, downloaded.notes];
      return downloaded;
    } catch (error) {
      this.#downloaded = undefined;
      throw error;
    }
  }

  async #fetch(signal: AbortSignal): Promise<Downloaded> {
    const { keys, notes } = await this.#objects(signal);
    const folder = await TemporaryFolder.create();
    try {
      const stop = new AbortController();
      const either = AbortSignal.any([signal, stop.signal]);
      // Each download listens to it in several places.
      setMaxListeners(0, either);
      const limit = pLimit(parallelDownloads);
      const downloads = keys.map((key, index) => limit(() => this.#fetchOne(key, folder.file(`${index}${path.extname(splitSelection(key).file)}`), either)));
      // One that fails ends the others before the folder goes.
      const sources = await Promise.all(downloads).catch(async (error: unknown) => {
        stop.abort();
        await Promise.allSettled(downloads);
        throw error;
      });
      const columnsOf: (readonly string[])[] = [];
      for (const source of sources) columnsOf.push(await source.columns(signal));
      const columns = [...new Set(columnsOf.flat())];
      const isRagged = columnsOf.some((own) => own.length < columns.length);
      const ragged = isRagged ? ['The objects do not all have the same columns: those that an object lacks are null in its rows.'] : [];
      return { folder, sources, columns, isRagged, notes: [...notes, ...ragged] };
    } catch (error) {
      await folder.remove();
      throw asSourceError(this.name, signal, error);
    }
  }

  async #objects(signal: AbortSignal): Promise<{ readonly keys: readonly string[]; readonly notes: readonly string[] }> {
    if (!this.key.endsWith('/')) return { keys: [this.key], notes: [] };
    const keys: string[] = [];
    const passedOver: string[] = [];
    for await (const { key } of this.store.list(this.key, signal)) {
      // What shows as a folder is often an empty object of its name.
      if (key.endsWith('/')) continue;
      (formatOf(key) ? keys : passedOver).push(key.slice(this.key.length));
    }
    if (keys.length === 0) {
      const found = passedOver.length === 0 ? 'there are no objects below this prefix.' : 'there is no object below this prefix that rows can be read from.';
      throw fail(this.name, `${found} Known are: ${knownExtensions.join(', ')}.`);
    }
    const more = passedOver.length > namesTold ? `, and ${passedOver.length - namesTold} more` : '';
    return {
      keys: keys.map((key) => this.key + key),
      notes: passedOver.length === 0 ? [] : [`Passed over, because nothing is known about their kind: ${passedOver.slice(0, namesTold).join(', ')}${more}.`],
    };
  }

  async #fetchOne(key: string, file: string, signal: AbortSignal): Promise<Source> {
    const { file: object, selection } = splitSelection(key);
    const open = formatOf(object);
    if (!open) throw fail(this.name, unknownKind);
    signal.throwIfAborted();
    await this.store.download(object, file, signal, (size) => this.#checkRoom(file, size));
    const name = key === this.key ? this.name : `${this.name}${key.slice(this.key.length)}`;
    return open({ path: file, name, ...(selection !== undefined && { selection }) });
  }

  async #checkRoom(file: string, size: number): Promise<void> {
    const folder = path.dirname(file);
    const { bavail, bsize } = await statfs(folder);
    if (size <= bavail * bsize) return;
    const mebibytes = Math.ceil(size / 1024 / 1024);
    throw fail(this.name, `there is no room for its ${mebibytes} MiB in the temporary folder ${path.dirname(folder)}. Free some, or let TMPDIR name a folder on another disk.`);
  }
}
