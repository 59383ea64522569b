import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { slashed } from './slashed';

interface RuleFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** What the `.gitignore` files of a folder and of those above it say, as git reads them: the nearest that says something decides. */
export class IgnoreRules {
  static readonly none = new IgnoreRules([]);

  /** @param files the nearest first */
  private constructor(private readonly files: readonly RuleFile[]) {}

  /** The rules inside a folder, with those of its own file. */
  async below(folder: string): Promise<IgnoreRules> {
    try {
      const text = await readFile(path.join(folder, '.gitignore'), 'utf8');
      return new IgnoreRules([{ folder, rules: ignore().add(text) }, ...this.files]);
    } catch {
      return this;
    }
  }

  ignores(place: string, isFolder: boolean): boolean {
    for (const { folder, rules } of this.files) {
      const relative = `${slashed(path.relative(folder, place))}${isFolder ? '/' : ''}`;
      const { ignored, unignored } = rules.test(relative);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}
