import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { lazyPackages } from '../../scripts/lib/lazy-packages.mjs';
import { vectraCore } from '../../scripts/lib/vectra-core.mjs';
import { emptyFolder } from './temporary';

const bundles = new Map<string, Promise<string>>();

/** A script as a bundle like the command's: it starts in a tenth of the time, and shows that its libraries can be bundled. */
function bundleOf(script: string): Promise<string> {
  const bundle = bundles.get(script) ?? makeBundle(script);
  bundles.set(script, bundle);
  return bundle;
}

async function makeBundle(script: string): Promise<string> {
  const outdir = emptyFolder();
  await build({
    entryPoints: { script },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    plugins: [vectraCore, lazyPackages],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  return path.join(outdir, 'script.mjs');
}

export interface ChildOptions {
  readonly cwd?: string;
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Another process, which says something in lines. What it writes to stderr is kept, and shown where it ends badly. */
export class Child {
  readonly lines: string[] = [];
  errors = '';
  readonly #ended: Promise<unknown>;

  private constructor(readonly process: ChildProcessByStdio<null, Readable, Readable>) {
    createInterface(process.stdout).on('line', (line) => this.lines.push(line));
    process.stderr.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.#ended = once(process, 'close');
  }

  /** Starts a TypeScript file, given by its path. */
  static async start(script: string, parameters: readonly string[], { cwd, env }: ChildOptions = {}): Promise<Child> {
    const file = await bundleOf(script);
    return new Child(spawn(process.execPath, [file, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'], cwd, env: { ...process.env, ...env } }));
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Resolves when it has said at least `count` lines, or has ended. */
  async said(count: number): Promise<void> {
    while (this.lines.length < count && !this.hasEnded) await Promise.race([once(this.process.stdout, 'data'), this.#ended]);
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#ended;
  }

  /** Its exit status, once it has ended by itself and said all. Another one than `expected` is not without a reason on stderr. */
  async ended(expected = 0): Promise<number | null> {
    await this.#ended;
    if (this.process.exitCode !== expected) process.stderr.write(this.errors);
    return this.process.exitCode;
  }
}
