import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import { remoteProviderIds } from '../../../src/core/models/catalog';
import { readPrices } from '../../../src/core/models/priceSettings';
import { readRateLimits } from '../../../src/core/models/rateLimitSettings';

const settings = manifest.contributes.configuration.properties;

describe('readPrices', () => {
  const read = (value: unknown) => readPrices(value, 'prices');

  it('reads prices by provider and model, of long prompts too', () => {
    const prices = {
      openai: { 'gpt-5-mini': { input: 0.2, output: 1.6 }, mine: { input: 1, output: 4, long: { above: 128_000, input: 2, output: 8 } } },
      anthropic: { other: { input: 0, output: 0 } },
    };
    assert.deepEqual(read(prices), { value: prices, problems: [] });
    assert.deepEqual(read({}), { value: {}, problems: [] });
  });

  it('leaves out each entry that is wrong, names it, and keeps the others', () => {
    const { value, problems } = read({
      openai: {
        good: { input: 1, output: 2 },
        text: { input: '1', output: 2 },
        negative: { input: 1, output: -2 },
        half: { input: 1 },
        typo: { input: 1, output: 2, ouput: 3 },
        long: { input: 1, output: 2, long: { above: 0.5, input: 1, output: 2 } },
      },
      opnai: {},
      anthropic: 7,
    });
    assert.deepEqual(value, { openai: { good: { input: 1, output: 2 } }, anthropic: {} });
    assert.deepEqual(problems, [
      '“prices.openai.text.input” must be a number, in US dollars for a million tokens.',
      '“prices.openai.negative.output” must be 0 or more.',
      '“prices.openai.half.output” must be a number, in US dollars for a million tokens.',
      '“prices.openai.typo” must be {"input", "output"}, and may have "long".',
      '“prices.openai.long.long.above” must be a whole number of tokens.',
      '“prices.opnai”: there is no such provider. Choose from: openai, anthropic, ollama, vscode.',
      '“prices.anthropic” must be an object.',
    ]);
  });

  it('reads what is no object at all', () => {
    for (const value of [null, [], 'x', 1]) assert.deepEqual(read(value), { value: {}, problems: ['“prices” must be an object.'] });
  });

  it('takes what the manifest completes', () => {
    const { propertyNames, additionalProperties: models } = settings['llmflow.prices'];
    const { properties, required } = models.additionalProperties;
    assert.deepEqual(propertyNames.enum, remoteProviderIds);
    assert.deepEqual(required, ['input', 'output']);
    const long = Object.fromEntries(properties.long.required.map((key) => [key, 1]));
    const full = Object.fromEntries(Object.keys(properties).map((key) => [key, key === 'long' ? long : 1]));
    assert.deepEqual(read({ openai: { m: full } }), { value: { openai: { m: full } }, problems: [] });
  });
});

describe('readRateLimits', () => {
  const read = (value: unknown) => readRateLimits(value, 'rateLimits');

  it('reads limits by provider', () => {
    const limits = { openai: { requestsPerMinute: 500, tokensPerMinute: 200_000 }, anthropic: { requestsPerMinute: 50 } };
    assert.deepEqual(read(limits), { value: limits, problems: [] });
  });

  it('leaves out each entry that is wrong, and names it', () => {
    const { value, problems } = read({ openai: { requestsPerMinute: 0 }, anthropic: { tokensPerMinute: 1, requests: 2 }, builtin: {} });
    assert.deepEqual(value, {});
    assert.deepEqual(problems, [
      '“rateLimits.openai.requestsPerMinute” must be 1 or more.',
      '“rateLimits.anthropic” must be an object that may have "requestsPerMinute" and "tokensPerMinute", and nothing else.',
      '“rateLimits.builtin”: there is no such provider. Choose from: openai, anthropic, ollama, vscode.',
    ]);
  });

  it('takes what the manifest completes', () => {
    const { propertyNames, additionalProperties } = settings['llmflow.rateLimits'];
    assert.deepEqual(propertyNames.enum, remoteProviderIds);
    const limit = Object.fromEntries(Object.keys(additionalProperties.properties).map((key) => [key, 1]));
    assert.deepEqual(read({ openai: limit }), { value: { openai: limit }, problems: [] });
  });
});
