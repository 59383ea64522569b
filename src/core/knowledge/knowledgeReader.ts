import type { FileLayer } from '../store/fileLayer';
import type { BaseFiles } from './baseFiles';
import { KnowledgeError } from './knowledgeBase';
import { openIndex } from './openIndex';
import { readContents, readDefinition } from './records';
import { SearchableBase } from './searchableBase';

/** An update that ends exactly when it is read is met once, hardly twice. */
const attempts = 5;
/** Each is in memory as a whole. */
const mostLoaded = 3;

interface LoadedBase {
  readonly identity: string;
  readonly base: Promise<SearchableBase>;
}

/** Knowledge bases as they are on the disk, without a lock: loaded when they are first searched, and again when they have changed. */
export class KnowledgeReader {
  /** The one searched last comes last. */
  readonly #loaded = new Map<string, LoadedBase>();

  constructor(private readonly files: FileLayer) {}

  /** Throws `KnowledgeError` if there is none, or if it is damaged. */
  async read(base: BaseFiles): Promise<SearchableBase> {
    const identity = await this.#identity(base);
    const known = this.#loaded.get(base.name);
    const loaded = known?.identity === identity ? known : { identity, base: this.#load(base) };
    this.#loaded.delete(base.name);
    this.#loaded.set(base.name, loaded);
    for (const name of [...this.#loaded.keys()].slice(0, -mostLoaded)) this.#loaded.delete(name);
    try {
      return await loaded.base;
    } catch (error) {
      if (this.#loaded.get(base.name) === loaded) this.#loaded.delete(base.name);
      throw error;
    }
  }

  async #load(base: BaseFiles): Promise<SearchableBase> {
    for (let attempt = 1; ; attempt++) {
      const definition = await readDefinition(this.files, base);
      if (definition === undefined) throw noKnowledgeBase(base.name);
      const contents = await readContents(this.files, base);
      if (contents === undefined) return new SearchableBase(definition.embedding, undefined);
      const opened = await openIndex(this.files, base, contents);
      if (opened.state === 'open') return new SearchableBase(definition.embedding, opened.index);
      if (opened.state === 'damaged' || attempt === attempts) {
        throw new KnowledgeError(`${base.subject} cannot be searched: its index is ${opened.state}. Refresh it to build it again.`);
      }
    }
  }

  async #identity({ definition, contents }: BaseFiles): Promise<string> {
    return (await Promise.all([this.files.identity(definition), this.files.identity(contents)])).join('\n');
  }
}

export function noKnowledgeBase(name: string): KnowledgeError {
  return new KnowledgeError(`There is no knowledge base “${name}” in this workspace. Create it, or choose one that there is.`);
}
