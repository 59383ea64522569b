import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../../workspace/findFile';
import { IgnoreRules } from './ignoreRules';
import { slashed } from './slashed';

export interface FoundDocuments {
  /** Relative to the workspace, with forward slashes; in order, each once. */
  readonly paths: readonly string[];
  /** What was not looked at, or what meant nothing, and why. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** They hold no documents of the user's, but very many files. */
const neverEntered: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', '.llmflow']);

/** Goes through a folder and all below. Each folder is entered once, by whichever way it is found. */
export class DocumentWalk {
  readonly #paths = new Set<string>();
  readonly #skipped: { path: string; reason: string }[] = [];
  readonly #entered = new Set<string>();

  /** @param root the real path of the workspace */
  constructor(
    private readonly root: string,
    private readonly isWanted: (document: string) => boolean,
    private readonly signal?: AbortSignal,
  ) {}

  /** @param place a file or folder in the workspace, by its real path; taken even where it is ignored */
  async from(place: string): Promise<FoundDocuments> {
    await this.#take(place, await this.#rulesAt(place));
    return { paths: [...this.#paths], skipped: this.#skipped };
  }

  async #take(place: string, rules = IgnoreRules.none): Promise<void> {
    if ((await stat(place)).isDirectory()) await this.#enter(place, rules);
    else this.#add(place);
  }

  /** The rules of the folders above. Undefined if they leave the place out, or it is in a folder that is never entered. */
  async #rulesAt(place: string): Promise<IgnoreRules | undefined> {
    const isFolder = (await stat(place)).isDirectory();
    let rules = IgnoreRules.none;
    let above = this.root;
    for (const name of path.relative(this.root, place).split(path.sep).filter(Boolean)) {
      rules = await rules.below(above);
      above = path.join(above, name);
      if (neverEntered.has(name) || rules.ignores(above, above !== place || isFolder)) return undefined;
    }
    return rules;
  }

  async #enter(folder: string, above: IgnoreRules): Promise<void> {
    if (this.#entered.has(folder)) return;
    this.#entered.add(folder);
    this.signal?.throwIfAborted();
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      this.#skip(folder, `The folder cannot be read. ${error instanceof Error ? error.message : ''}`.trim());
      return;
    }
    const rules = await above.below(folder);
    // By name, so that it does not depend on the file system which way a folder is found first.
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const place = path.join(folder, entry.name);
      if (neverEntered.has(entry.name) || rules.ignores(place, entry.isDirectory())) continue;
      if (entry.isDirectory()) await this.#enter(place, rules);
      else if (entry.isSymbolicLink()) await this.#follow(place);
      else if (entry.isFile()) this.#add(place);
    }
  }

  async #follow(link: string): Promise<void> {
    const target = await realpath(link).catch(() => undefined);
    if (target === undefined) this.#skip(link, 'It is a link that leads nowhere, or to itself.');
    else if (!isInside(target, this.root)) this.#skip(link, 'It is a link that leads out of the workspace.');
    else if (isInside(link, target)) this.#skip(link, 'It is a link that leads to a folder which it is in.');
    else {
      const rules = await this.#rulesAt(target);
      if (rules) await this.#take(target, rules);
      else this.#skip(link, 'It is a link to what is left out.');
    }
  }

  #add(file: string): void {
    const document = this.#relative(file);
    if (this.isWanted(document)) this.#paths.add(document);
  }

  #skip(place: string, reason: string): void {
    this.#skipped.push({ path: this.#relative(place), reason });
  }

  #relative(place: string): string {
    return slashed(path.relative(this.root, place));
  }
}
