import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

type Command = ChildProcessByStdio<null, Readable, Readable>;

function start(args: readonly string[], env: Record<string, string> = {}): Command {
  return spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
}

/** Resolves when the process has ended and its output has been read. */
function statusOf(command: Command): Promise<number | null> {
  return new Promise((resolve) => command.on('close', (status) => resolve(status)));
}

async function end(command: Command) {
  const [status, stdout, stderr] = await Promise.all([statusOf(command), text(command.stdout), text(command.stderr)]);
  return { status, stdout, stderr };
}

/** A server that begins an answer and never ends it. `abandoned` resolves when the other side has gone. */
async function stallingServer() {
  let leave: () => void = () => undefined;
  const abandoned = new Promise<void>((resolve) => (leave = resolve));
  const server = createServer((request, response) => {
    request.resume();
    response.on('close', leave);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Once upon\n' } }] })}\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { baseURL: `http://127.0.0.1:${address.port}/v1`, abandoned, close };
}

describe('the llmflow process', function () {
  this.timeout(60_000);

  it('exits with 0, 1 or 2', async () => {
    const ended = await Promise.all([
      end(start(['run', 'media/sample/reviews.llmflow', '--node', 'mood'])),
      end(start(['check', 'media/sample/problems'])),
      end(start(['check', 'nowhere'])),
    ]);
    assert.deepEqual(ended.map(({ status }) => status), [0, 1, 2]);
    assert.equal(ended[0].stdout, 'Positive\n');
    for (const { stderr } of ended) assert.equal(stderr.includes('    at '), false, 'no stack');
  });

  it('Ctrl+C aborts the request, ends the run as cancelled, and exits with 130', async () => {
    const { baseURL, abandoned, close } = await stallingServer();
    try {
      const env = { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'not-a-key' };
      const command = start(['run', 'media/sample/reviews.llmflow', '--node', 'mood', '--provider', 'openai', '--json'], env);
      command.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes('Once upon')) command.kill('SIGINT');
      });
      const [{ status, stdout }] = await Promise.all([end(command), abandoned]);
      assert.equal(status, 130);
      assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', /"event":"run-ended","status":"cancelled"/);
    } finally {
      close();
    }
  });

  it('ends quietly when nobody reads on', async () => {
    const command = start(['run', 'media/sample/reviews.llmflow', '--json']);
    command.stdout.destroy();
    const [status, stderr] = await Promise.all([statusOf(command), text(command.stderr)]);
    assert.deepEqual([status, stderr], [141, '']);
  });
});
