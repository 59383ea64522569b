import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder that only this user can read, for as long as a source is open. It goes with the process too. */
export class TemporaryFolder {
  readonly #removeAtExit: () => void;

  private constructor(readonly path: string) {
    this.#removeAtExit = () => rmSync(path, { recursive: true, force: true });
    process.once('exit', this.#removeAtExit);
  }

  static async create(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await mkdtemp(path.join(tmpdir(), 'llmflow-source-')));
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    process.off('exit', this.#removeAtExit);
  }
}
