import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { startModelServer } from '../../support/model-server/modelServer';
import { emptyFolder } from '../../support/temporary';
import { temporaryFolder } from './testCommand';

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
      end(start(['run', 'media/sample/reviews.llmflow', '--workspace', emptyFolder(), '--node', 'mood'])),
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
      const command = start(['run', 'media/sample/reviews.llmflow', '--workspace', emptyFolder(), '--node', 'mood', '--provider', 'openai', '--json'], env);
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

  it('ends a table run soon, with 1, where no model can be reached, and goes on when one can', async () => {
    const rows = `text\n${Array.from({ length: 50 }, (_, index) => `row ${index}\n`).join('')}`;
    const { folder, remove } = await temporaryFolder({ 'rows.csv': rows, 'rows.llmflow': 'llmflow: 1\nllm_provider: openai\nsource: rows.csv\nprocesses: {sentiment: text}\n' });
    const server = await startModelServer();
    const table = () => end(start(['table', `${folder}/rows.llmflow`, '--workspace', folder], { OPENAI_BASE_URL: server.openaiBaseURL, OPENAI_API_KEY: 'not-a-key' }));
    try {
      server.script(() => ({ status: 200, contentType: 'text/html', body: '<title>Log in</title>' }));
      const { status, stderr } = await table();
      assert.equal(status, 1);
      assert.match(stderr, /because 8 rows in a row reached no model\. The OpenAI-compatible server at 127\.0\.0\.1:\d+ sent something other than a streamed answer/);
      assert.ok(server.requests.length <= 16, `${server.requests.length} requests`);
      server.script(() => ({ text: '<output>Neutral</output>' }));
      const again = await table();
      assert.deepEqual([again.status, / 50 completed, 0 failed/.test(again.stderr)], [0, true]);
    } finally {
      await server.close();
      await remove();
    }
  });

  it('ends quietly when nobody reads on', async () => {
    const command = start(['run', 'media/sample/reviews.llmflow', '--workspace', emptyFolder(), '--json']);
    command.stdout.destroy();
    const [status, stderr] = await Promise.all([statusOf(command), text(command.stderr)]);
    assert.deepEqual([status, stderr], [141, '']);
  });
});
