import assert from 'node:assert/strict';
import { catalog } from '../../../src/core/models/catalog';
import { createPrices, listPrices } from '../../../src/core/models/prices';

const million = { input_tokens: 100_000, output_tokens: 1_000_000 };

/** To a thousandth of a dollar. */
function rounded(cost: number | null): number | null {
  return cost === null ? null : Math.round(cost * 1_000) / 1_000;
}

describe('createPrices', () => {
  it('has a price for every model of the catalog and the embedding models, and for no other', () => {
    const embedding = { openai: ['text-embedding-3-small', 'text-embedding-3-large'], anthropic: [] };
    for (const provider of ['openai', 'anthropic'] as const) {
      assert.deepEqual(Object.keys(listPrices[provider]).sort(), [...catalog[provider].models, ...embedding[provider]].sort());
    }
    assert.equal(rounded(createPrices().cost('openai', 'text-embedding-3-large', { input_tokens: 1_000_000, output_tokens: 0 })), 0.13);
  });

  it('takes nothing for the models of an Ollama unless the user says so, and knows nothing of those of VS Code', () => {
    const { cost } = createPrices({ overrides: { ollama: { big: { input: 1, output: 1 } }, vscode: { mine: { input: 1, output: 1 } } } });
    assert.equal(cost('ollama', 'llama3.2', undefined), 0);
    assert.equal(cost('ollama', 'auto', million), 0);
    assert.equal(rounded(cost('ollama', 'big', million)), 1.1);
    assert.equal(cost('vscode', 'auto', million), null);
    assert.equal(rounded(cost('vscode', 'mine', million)), 1.1);
  });

  it('takes prices for a million tokens', () => {
    assert.equal(rounded(createPrices().cost('openai', 'gpt-4.1', million)), 8.2);
    assert.equal(rounded(createPrices().cost('anthropic', 'claude-haiku-4-5', million)), 5.1);
  });

  it('takes the higher price for a long prompt', () => {
    const { cost } = createPrices();
    assert.equal(rounded(cost('anthropic', 'claude-haiku-5-5', { input_tokens: 100_000, output_tokens: 0 })), 0.01);
    assert.equal(rounded(cost('anthropic', 'claude-haiku-5-5', { input_tokens: 200_000, output_tokens: 0 })), 0.1);
  });

  it('knows nothing of models that are not listed, nor of names that objects have', () => {
    const { cost } = createPrices();
    for (const [provider, model] of [['openai', 'my-llama'], ['openai', 'constructor'], ['constructor', 'name'], ['nobody', 'auto']] as const) {
      assert.equal(cost(provider, model, million), null);
    }
  });

  it('knows nothing where the provider did not say how many tokens it took; the built-in models cost nothing', () => {
    assert.equal(createPrices().cost('openai', 'gpt-5', undefined), null);
    assert.equal(createPrices().cost('builtin', 'auto', undefined), 0);
  });

  it('goes by what `auto` stands for', () => {
    const usage = { input_tokens: 1_000_000, output_tokens: 0 };
    assert.equal(rounded(createPrices().cost('openai', 'auto', usage)), 0.25);
    assert.equal(rounded(createPrices({ defaultModels: { openai: 'gpt-5' } }).cost('openai', 'auto', usage)), 1.25);
  });

  it('lets the user know better', () => {
    const prices = createPrices({ overrides: { openai: { mine: { input: 1, output: 2 }, 'gpt-5': { input: 0, output: 0 } } } });
    assert.equal(rounded(prices.cost('openai', 'mine', million)), 2.1);
    assert.equal(prices.cost('openai', 'gpt-5', million), 0);
    assert.equal(rounded(prices.cost('openai', 'gpt-5-mini', million)), 2.025);
  });
});
