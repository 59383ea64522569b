import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../../src/cli/commandLine';
import { environmentEmbeddings } from '../../../src/cli/environmentEmbeddings';
import type { Io } from '../../../src/cli/io';
import { environmentConnections } from '../../../src/core/tables/connections/environment';
import { createModels } from '../../../src/core/models/registry';

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command inside this process, in the given folder, with the built-in models only. */
export async function llmflow(cwd: string, args: readonly string[], overrides: Partial<Io> & { input?: string | Uint8Array } = {}): Promise<CommandResult> {
  const written = { stdout: '', stderr: '' };
  const outputTo = (name: 'stdout' | 'stderr') => ({ write: (text: string) => void (written[name] += text), hasColours: false });
  const status = await runCommandLine(args, {
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    stdin: bytes(overrides.input ?? ''),
    cwd,
    interruptible: () => new AbortController().signal,
    connect: (rateLimits) => {
      const models = createModels({ rateLimits });
      return Promise.resolve((request, signal) => models.stream(request, signal));
    },
    connections: environmentConnections({}),
    embeddings: environmentEmbeddings({}),
    ...overrides,
  });
  return { status, ...written };
}

async function* bytes(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(input));
}

/** A folder with these files, and how to remove it. */
export async function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'llmflow-test-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
