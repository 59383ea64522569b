import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyPackages } from '../../../../scripts/lib/lazy-packages.mjs';
import { emptyWorkspace } from './workspace';

const processes = fileURLToPath(new URL('../processes/', import.meta.url));
const bundles = new Map<string, Promise<string>>();

/** A script of `processes/` as a bundle like the command's: it starts in a tenth of the time, and shows that sql.js can be bundled. */
async function bundle(script: string): Promise<string> {
  const outdir = emptyWorkspace();
  await build({
    entryPoints: { [script]: path.join(processes, `${script}.ts`) },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    plugins: [lazyPackages],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  return path.join(outdir, `${script}.mjs`);
}

/** Another process, which says something in lines. */
export class Child {
  readonly lines: string[] = [];
  readonly #ended: Promise<unknown>;

  private constructor(readonly process: ChildProcessByStdio<null, Readable, null>) {
    createInterface(process.stdout).on('line', (line) => this.lines.push(line));
    this.#ended = once(process, 'close');
  }

  static async start(script: string, ...parameters: string[]): Promise<Child> {
    let file = bundles.get(script);
    if (file === undefined) bundles.set(script, (file = bundle(script)));
    return new Child(spawn(process.execPath, [await file, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  /** Resolves when it has said at least `count` lines, or has ended. */
  async said(count: number): Promise<void> {
    while (this.lines.length < count && this.process.exitCode === null && this.process.signalCode === null) await once(this.process.stdout, 'data');
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#ended;
  }

  /** Its exit status, once it has ended by itself and said all. */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.process.exitCode;
  }
}
