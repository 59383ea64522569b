import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Io } from '../../../src/cli/io';
import { llmflow, temporaryFolder } from './testCommand';

const workflow = `llmflow: 1
llm_provider: openai
model_type: mine
source: rows.csv
nodes:
  a: { type: input, content: Hello }
  b: { type: generation, from: a }
  c: { type: output, from: b }
processes:
  verdict: { column: text, flow: self }
`;

const usage = { input_tokens: 1_000_000, output_tokens: 500_000 };
const spending = z.object({ event: z.string(), cost: z.number().optional() });

describe('limits and prices of the command', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let rateLimits: unknown;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder({ 'w.llmflow': workflow, 'rows.csv': 'text\none\n' })));
  afterEach(() => remove());

  const connect: Io['connect'] = (limits) => {
    rateLimits = limits;
    return Promise.resolve(async function* () {
      yield await Promise.resolve({ type: 'text' as const, text: 'Fine' });
      yield { type: 'finish' as const, usage };
    });
  };
  const run = (args: readonly string[], pricesFile?: string) => llmflow(folder, args, { connect, pricesFile });

  for (const command of ['run', 'table']) {
    it(`${command} holds each provider to its limit`, async () => {
      const { status, stderr } = await run([command, 'w.llmflow', '--requests-per-minute', '50', '--requests-per-minute', 'openai=500', '--tokens-per-minute', 'anthropic=9']);
      assert.equal(status, 0, stderr);
      assert.deepEqual(rateLimits, {
        openai: { requestsPerMinute: 500 },
        anthropic: { requestsPerMinute: 50, tokensPerMinute: 9 },
        ollama: { requestsPerMinute: 50 },
        vscode: { requestsPerMinute: 50 },
      });
    });

    it(`${command} refuses a limit that is none`, async () => {
      for (const [limit, reason] of [['0', /whole number from 1/], ['openai=', /whole number from 1/], ['opnai=5', /no provider “opnai”/]] as const) {
        const { status, stderr } = await run([command, 'w.llmflow', '--requests-per-minute', limit]);
        assert.equal(status, 2);
        assert.match(stderr, reason);
      }
    });
  }

  const costs = async (pricesFile?: string) => {
    const { stdout } = await run(['table', 'w.llmflow', '--json'], pricesFile);
    const events = stdout.trim().split('\n').map((line) => spending.parse(JSON.parse(line)));
    return events.flatMap(({ event, cost }) => (event === 'row-completed' ? [cost] : []));
  };

  it('knows no price of a model that no list has', async () => {
    assert.deepEqual(await costs(), [undefined]);
  });

  it('reckons with the user’s own prices', async () => {
    await writeFile(path.join(folder, 'prices.json'), '{"openai": {"mine": {"input": 2, "output": 4}}}');
    assert.deepEqual(await costs('prices.json'), [4]);
  });

  it('says what is wrong with a file of prices, before anything is run', async () => {
    await writeFile(path.join(folder, 'prices.json'), '{"openai": {"mine": {"input": 2}}}');
    await writeFile(path.join(folder, 'broken.json'), '{"openai": ');
    for (const [file, reason] of [
      ['prices.json', /LLMFLOW_PRICES: “prices\.json” cannot be used\. “prices\.openai\.mine\.output” must be a number/],
      ['broken.json', /LLMFLOW_PRICES: “broken\.json” cannot be read as JSON/],
      ['absent.json', /LLMFLOW_PRICES: “absent\.json” cannot be read as JSON: ENOENT/],
    ] as const) {
      const { status, stdout, stderr } = await run(['table', 'w.llmflow'], file);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, reason);
    }
  });
});
