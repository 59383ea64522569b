import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long (s) a program may take to do what is asked of it. */
const patience = 60;

/** A server of another program, with what it says, which is shown where it does not start. */
export class ServerProcess {
  #output = '';
  readonly #ended: Promise<unknown>;
  readonly #killAtExit = () => this.kill();

  private constructor(
    private readonly program: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.#output = (this.#output + text).slice(-4000)));
    this.#ended = once(child, 'exit');
    this.#ended.catch(() => undefined);
    process.once('exit', this.#killAtExit);
  }

  /** Starts it, as another user where `uid` says so. */
  static start(program: string, args: readonly string[], { cwd, uid }: { readonly cwd: string; readonly uid?: number | undefined }): ServerProcess {
    return new ServerProcess(program, spawn(program, args, { cwd, env: { ...process.env, TMPDIR: cwd }, stdio: ['ignore', 'pipe', 'pipe'], ...(uid !== undefined && { uid, gid: uid }) }));
  }

  /** Runs a program to its end, and not for ever. */
  static async run(program: string, args: readonly string[], options: { readonly cwd: string; readonly uid?: number | undefined }): Promise<void> {
    const run = ServerProcess.start(program, args, options);
    const timer = setTimeout(() => run.kill(), patience * 1000);
    await run.#ended;
    clearTimeout(timer);
    process.off('exit', run.#killAtExit);
    if (run.child.exitCode !== 0) throw new Error(`${program} ${run.child.signalCode === null ? 'failed' : 'was stopped'}: ${run.#output}`);
  }

  /** Waits until the probe does not fail any more. */
  async untilReady(probe: () => Promise<unknown>, seconds = patience): Promise<void> {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      try {
        await probe();
        return;
      } catch (error) {
        if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`${this.program} ended: ${this.#output}`, { cause: error });
        if (Date.now() > until) throw new Error(`${this.program} is not ready after ${seconds} s: ${this.#output}`, { cause: error });
        await sleep(50);
      }
    }
  }

  /** Ends it as a power cut would. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.kill();
    await this.#ended;
    process.off('exit', this.#killAtExit);
  }
}

/** Known before a suite gives sources a temporary folder of their own. */
const temporary = tmpdir();

/** A folder for all that a server writes. */
export function serverFolder(name: string): Promise<string> {
  return mkdtemp(path.join(temporary, `llmflow-${name}-`));
}

/** A port of this machine that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
