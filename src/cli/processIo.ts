import type { WriteStream } from 'node:tty';
import { createTurnsOf } from '../core/models/rateLimit';
import type { RateLimits } from '../core/models/rateLimitSettings';
import { environmentConnections } from '../core/tables/connections/environment';
import { interruptible } from './interruptible';
import { environmentEmbeddings } from './environmentEmbeddings';
import { exitStatus, type Io, type Output } from './io';

/** The process's own streams, signals and environment. */
export function processIo(): Io {
  // Answers and vectors count together where one provider gives both.
  const turnsOf = createTurnsOf();
  let limits: RateLimits = {};
  process.stdout.on('error', endWithoutReader);
  // Without a reader for its messages the command goes on: its results are on stdout.
  process.stderr.on('error', () => undefined);
  return {
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    stdin: process.stdin,
    cwd: process.cwd(),
    interruptible,
    pricesFile: process.env['LLMFLOW_PRICES']?.trim() || undefined,
    connections: environmentConnections(process.env),
    embeddings: environmentEmbeddings(process.env, { turnsOf, rateLimits: () => limits }),
    connect: async (rateLimits) => {
      limits = rateLimits;
      const { createModels } = await import('../core/models/registry');
      const { settingsFromEnvironment } = await import('../core/models/settings');
      const models = createModels({ ...settingsFromEnvironment(process.env), rateLimits }, undefined, turnsOf);
      return (request, signal) => models.stream(request, signal);
    },
  };
}

function outputTo(stream: WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    hasColours: stream.isTTY && stream.hasColors(),
  };
}

/** Whoever read the results has enough of them, as in `llmflow … | head`: the status is a broken pipe's. */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(141);
  process.stderr.write(`llmflow: the results cannot be written: ${error.message}\n`);
  process.exit(exitStatus.failure);
}
