import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createBuiltinProvider } from '../../../src/core/models/builtin';
import { ModelError } from '../../../src/core/models/modelError';
import type { ModelRequest } from '../../../src/core/models/provider';
import { streamAnswer, type AnswerEvent } from '../../../src/core/models/streamAnswer';
import { parseResult } from '../../../src/core/run/resultParser';
import { readCases } from '../../support/fixtures';
import * as z from 'zod';
import { all, request } from './collect';

const provider = createBuiltinProvider();

function events(input_data: string, more: Partial<ModelRequest> = {}): Promise<AnswerEvent[]> {
  const { signal } = new AbortController();
  return all(streamAnswer(provider, request('builtin', { input_data, ...more }), { signal }));
}

async function answer(input_data: string, more: Partial<ModelRequest> = {}): Promise<string> {
  return (await events(input_data, more)).map((event) => (event.type === 'text' ? event.text : '')).join('');
}

async function output(input_data: string, model_type: string): Promise<string> {
  return parseResult(await answer(input_data, { model_type })).output;
}

describe('builtin models', () => {
  it('say plainly what they are', async () => {
    for (const model_type of ['echo', 'sentiment', 'summarize', 'keywords']) {
      const sentence = new RegExp(`^This is the built-in \`${model_type}\`, not a language model: .*\n\n<output>\n`);
      assert.match(await answer('A fine day.', { model_type }), sentence);
    }
  });

  it('know a review by its words', async () => {
    for (const [text, expected] of [
      ['I love this movie.', 'Positive'],
      ['This is boring.', 'Negative'],
      ['Amazing performance!', 'Positive'],
      ['The acting was not good at all.', 'Negative'],
      ['The train leaves at nine.', 'Neutral'],
      ['', 'Neutral'],
    ] as const) {
      assert.equal(await output(text, 'sentiment'), expected, text);
    }
  });

  it('summarize with the sentences whose words occur most, in their order', async () => {
    const text = 'The canvas shows a flow. It rained.\nA flow on the canvas has nodes. Nobody knows. Dinner was late. Tea?';
    assert.equal(await output(text, 'summarize'), 'The canvas shows a flow. A flow on the canvas has nodes.');
    assert.equal(await output('One sentence only', 'summarize'), 'One sentence only');
    assert.equal(await output('', 'summarize'), '');
  });

  it('count words for keywords', async () => {
    const text = 'The flow runs. A flow has nodes, and the nodes of the flow run in 2 seconds.';
    assert.equal(await output(text, 'keywords'), 'flow, nodes, runs, run, seconds');
  });

  it('go by the process that asks when the model is auto', async () => {
    const says = async (process?: string) => /`(\w+)`/.exec(await answer('A fine day.', process === undefined ? {} : { process }))?.[1];
    assert.deepEqual(
      [await says('sentiment'), await says('summarization'), await says('keywords'), await says('translation'), await says()],
      ['sentiment', 'summarize', 'keywords', 'echo', 'echo'],
    );
  });

  it('echo any text so that it is the whole output', async () => {
    const { cases } = readCases('result-parser.json', z.object({ cases: z.array(z.object({ text: z.string() })) }));
    const pieces = fc.constantFrom('<output>', '</output>', '<output lang="en">', '< / Output >', 'text', '<b>', '\n', '😀');
    const texts = fc.oneof(fc.constantFrom(...cases.map(({ text }) => text)), fc.array(pieces).map((list) => list.join('')));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const unescaped = (await output(text, 'echo')).replaceAll('&lt;', '<');
        assert.equal(unescaped.trim(), text.trim());
      }),
    );
  });

  it('escape tags in an echo only where there is no other way', async () => {
    assert.equal(await output('<output>a</output> b', 'echo'), '<output>a</output> b');
    assert.equal(await output('closed only</output>', 'echo'), 'closed only</output>');
    assert.equal(await output('an <output> <output>a</output>', 'echo'), 'an &lt;output> &lt;output>a&lt;/output>');
  });

  it('answer in several pieces, no character torn apart, the same every time', async () => {
    const text = 'a😀'.repeat(5_000);
    const first = await events(text);
    assert.ok(first.length > 10 && first.length < 100);
    for (const event of first) if (event.type === 'text') assert.doesNotMatch(event.text, /\p{Surrogate}/u);
    assert.deepEqual(await events(text), first);
  });

  it('can be cancelled in a pause', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const slow = createBuiltinProvider({ delayMs: 1e9 });
    const next = streamAnswer(slow, request('builtin'), { signal: controller.signal }).next();
    setImmediate(() => controller.abort(reason));
    await assert.rejects(next, reason);
  });

  it('are named when one is asked for that does not exist', async () => {
    await assert.rejects(
      answer('x', { model_type: 'gpt' }),
      new ModelError('not-found', 'There is no built-in model “gpt”. Choose auto, echo, sentiment, summarize, keywords.'),
    );
  });
});
