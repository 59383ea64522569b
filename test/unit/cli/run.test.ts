import assert from 'node:assert/strict';
import * as z from 'zod';
import { Interruption, type Io } from '../../../src/cli/io';
import type { NodePorts } from '../../../src/core/run/executeNode';
import { llmflow, temporaryFolder } from './testCommand';

const flow = `llmflow: 1
nodes:
  review: {type: input, content: I love it.}
  extra: {type: input, content: more}
  mood: {type: generation, from: review, model_type: sentiment, prompt: "{input_data}"}
  echo: {type: generation, from: extra, prompt: "{input_data}"}
  all: {type: ensemble, from: [mood, echo], prompt: "{input_data}"}
  result: {type: output, from: all}
`;

const files = {
  'flow.llmflow': flow,
  'bad.llmflow': flow.replace('from: extra', 'from: mood').replace('{type: output, from: all}', '{type: output, from: nothing}'),
  'broken.llmflow': 'nodes: {a: "',
  'warned.llmflow': flow.replace('llmflow: 1\n', ''),
  'table.llmflow': `${flow}source: missing.csv\nprocesses: {sentiment: review}\n`,
  'review.txt': '\uFEFFI hate it.\n',
  'latin1.txt': Buffer.from('caf\xe9', 'latin1'),
};

/** Models that fail, and say something first. */
const failing: NodePorts['ask'] = async function* () {
  yield { type: 'text', text: 'Let me thi' };
  throw await Promise.resolve(new Error('The model broke.'));
};

describe('llmflow run', () => {
  let folder: string;
  let remove: () => Promise<void>;
  before(async () => ({ folder, remove } = await temporaryFolder(files)));
  after(() => remove());

  const run = (args: string[], overrides: Parameters<typeof llmflow>[2] = {}) => llmflow(folder, ['run', ...args], overrides);

  it('prints the output-node’s output on stdout, and the run in whole lines on stderr', async () => {
    const { status, stdout, stderr } = await run(['flow.llmflow']);
    assert.deepEqual([status, stdout], [0, 'Positive\n\nmore\n']);
    for (const line of stderr.trimEnd().split('\n').slice(0, -1)) assert.match(line, /^(review|extra|mood|echo|all|result) +[│•]/);
    assert.match(stderr, /^mood {3}│ Positive$/m);
    assert.match(stderr, /The run completed\.\n$/);
    assert.equal(stderr.includes('\u001b'), false);
  });

  it('shows colours where the terminal has them', async () => {
    let written = '';
    await run(['flow.llmflow'], { stderr: { write: (text) => void (written += text), hasColours: true } });
    assert.ok(written.includes('\u001b[34mmood'), written);
  });

  it('takes texts for input-nodes: as they are, from stdin, from a file', async () => {
    assert.equal((await run(['flow.llmflow', '--input', 'review=I hate it. a=b', '--input', 'extra='])).stdout, 'Negative\n');
    assert.equal((await run(['flow.llmflow', '--input', 'review=-'], { input: 'It is awful.' })).stdout, 'Negative\n\nmore\n');
    assert.equal((await run(['flow.llmflow', '--input=review=@review.txt', '--node', 'review'])).stdout, 'I hate it.\n');
  });

  it('runs one node with what it depends on, and prints its output', async () => {
    const { status, stdout, stderr } = await run(['flow.llmflow', '--node', 'mood']);
    assert.deepEqual([status, stdout], [0, 'Positive\n']);
    assert.equal(/^(echo|all|result)/m.test(stderr), false);
  });

  it('--provider and --model beat what the file says', async () => {
    const asked: string[] = [];
    const connect: Io['connect'] = () =>
      Promise.resolve(async function* ({ llm_provider, model_type }) {
        asked.push(`${llm_provider} ${model_type}`);
        yield await Promise.resolve({ type: 'text', text: '<output>x</output>' } as const);
        yield { type: 'finish' };
      });
    await run(['flow.llmflow', '--provider', 'openai', '--model', 'gpt'], { connect });
    assert.deepEqual(asked, ['openai gpt', 'openai gpt', 'openai gpt']);
  });

  describe('with --json', () => {
    const event = z.looseObject({ event: z.string(), run: z.uuid(), seq: z.int(), time: z.iso.datetime() });
    const eventsOf = (stdout: string) => stdout.trimEnd().split('\n').map((line) => event.parse(JSON.parse(line)));

    it('prints every event as a line, and nothing else', async () => {
      const { status, stdout, stderr } = await run(['flow.llmflow', '--json']);
      const events = eventsOf(stdout);
      assert.deepEqual([status, stderr], [0, '']);
      assert.deepEqual(events.map(({ seq }) => seq), events.map((_, index) => index + 1));
      assert.equal(events[0]?.event, 'run-started');
      assert.deepEqual([events.at(-1)?.event, events.at(-1)?.['status']], ['run-ended', 'completed']);
      const completed = events.find((each) => each.event === 'node-completed' && each['node'] === 'mood');
      assert.deepEqual([completed?.['output'], completed?.['found']], ['Positive', true]);
    });

    it('tells a failure on stderr as well', async () => {
      const { status, stdout, stderr } = await run(['flow.llmflow', '--json'], { connect: () => Promise.resolve(failing) });
      assert.equal(status, 1);
      assert.equal(eventsOf(stdout).at(-1)?.['status'], 'failed');
      assert.equal(stderr, 'The run failed. “mood” failed: The model broke.\n');
    });
  });

  it('fails with the sentence of the node that failed, and prints no output', async () => {
    const { status, stdout, stderr } = await run(['flow.llmflow'], { connect: () => Promise.resolve(failing) });
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^mood {3}│ Let me thi$/m);
    assert.match(stderr, /^mood {3}• failed: The model broke\.$/m);
    assert.match(stderr, /^result • skipped: “(mood|echo)” failed/m);
    assert.match(stderr, /^The run failed\. “mood” failed: The model broke\.$/m);
  });

  it('lists every condition that is not satisfied, and asks no model', async () => {
    const connect: Io['connect'] = () => assert.fail('a workflow with errors asks nobody');
    const { status, stdout, stderr } = await run(['bad.llmflow'], { connect });
    assert.deepEqual([status, stdout], [1, '']);
    const rules = stderr.trimEnd().split('\n').slice(0, -1).map((line) => /error (\S+)/.exec(line)?.[1]);
    assert.deepEqual(rules, [
      'connection/no-post-node',
      'connection/multiple-post-nodes',
      'connection/type-not-allowed',
      'connection/no-post-node',
      'connection/no-pre-node',
      'connection/unknown-node',
    ]);
    assert.match(stderr, /llmflow: “bad\.llmflow” cannot run: 6 conditions are not satisfied\.\n$/);
  });

  it('a broken file gives its syntax problems, whatever the options name', async () => {
    const { status, stderr } = await run(['broken.llmflow', '--node', 'x', '--input', 'y=z']);
    assert.equal(status, 1);
    assert.match(stderr, /^broken\.llmflow:1:\d+: error document\/syntax /);
  });

  it('tells warnings and runs; says nothing of the table half and runs', async () => {
    const warned = await run(['warned.llmflow']);
    assert.equal(warned.status, 0);
    assert.match(warned.stderr, /^warned\.llmflow:1:1: warning document\/unsupported-version/);
    const table = await run(['table.llmflow']);
    assert.equal(table.status, 0);
    assert.equal(table.stderr.includes('source/not-found'), false);
  });

  it('an interruption cancels the run, and its signal gives the exit status', async () => {
    for (const [signal, expected] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
      const controller = new AbortController();
      const ask: NodePorts['ask'] = async function* (_request, runSignal) {
        controller.abort(new Interruption(signal));
        yield { type: 'text', text: 'half' };
        await Promise.resolve();
        runSignal.throwIfAborted();
      };
      const { status, stdout, stderr } = await run(['flow.llmflow'], { connect: () => Promise.resolve(ask), interruptible: () => controller.signal });
      assert.deepEqual([status, stdout], [expected, '']);
      assert.match(stderr, /The run was cancelled\.\n$/);
    }
  });

  describe('refuses with 2', () => {
    const cases: [args: string[], says: RegExp][] = [
      [['nowhere.llmflow'], /“nowhere\.llmflow” cannot be read: it does not exist\./],
      [['.'], /“\.” cannot be read: it is a folder\./],
      [['flow.llmflow', '--node', 'nobody'], /--node: the workflow has no node “nobody”\. Its nodes are: review, extra/],
      [['flow.llmflow', '--provider', 'opneai'], /--provider: there is no provider “opneai”\. Providers are: builtin, openai, anthropic, ollama, vscode\./],
      [['flow.llmflow', '--input', 'nobody=x'], /no node “nobody”\. Its input-nodes are: review, extra\./],
      [['flow.llmflow', '--input', 'mood=x'], /“mood” is a node of type generation, and only an input-node takes a text/],
      [['flow.llmflow', '--input', 'review'], /--input “review” has no “=”/],
      [['flow.llmflow', '--input', 'review=@nowhere.txt'], /“nowhere\.txt” cannot be read: it does not exist\./],
      [['flow.llmflow', '--input', 'review=@latin1.txt'], /“latin1\.txt” is not UTF-8\./],
      [['flow.llmflow', '--input', 'review=a', '--input', 'review=b'], /gives “review” a text twice/],
      [['flow.llmflow', '--input', 'review=-', '--input', 'extra=-'], /one input-node only/],
      [['flow.llmflow', 'more.llmflow'], /too many arguments/],
      [[], /missing required argument 'file'/],
    ];
    for (const [args, says] of cases) {
      it(`run ${args.join(' ')}`, async () => {
        const { status, stdout, stderr } = await run(args);
        assert.deepEqual([status, stdout], [2, '']);
        assert.match(stderr, says);
      });
    }
  });
});
