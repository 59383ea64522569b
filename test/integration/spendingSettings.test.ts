import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ApiKeys } from '../../src/host/models/apiKeys';
import { ModelService } from '../../src/host/models/modelService';
import { SpendingSettings } from '../../src/host/models/spendingSettings';
import { memorySecrets } from './support/memorySecrets';

const million = { input_tokens: 1_000_000, output_tokens: 0 };

describe('settings of prices and rate limits', () => {
  const set = (name: string, value: unknown) => vscode.workspace.getConfiguration('llmflow').update(name, value, vscode.ConfigurationTarget.Global);
  afterEach(async () => {
    for (const name of ['prices', 'rateLimits', 'openai.defaultModel']) await set(name, undefined);
  });

  it('are none at first', () => {
    const told: string[] = [];
    const settings = new SpendingSettings((setting) => told.push(setting));
    assert.deepEqual([settings.prices, settings.rateLimits, told], [{}, {}, []]);
  });

  it('leave out what cannot be used, and say so once', async () => {
    await set('prices', { openai: { mine: { input: 3, output: 6 }, half: { input: 1 } } });
    await set('rateLimits', { openai: { requestsPerMinute: 500 }, nobody: {} });
    const told: [string, number][] = [];
    const settings = new SpendingSettings((setting, problems) => told.push([setting, problems.length]));
    for (let reading = 0; reading < 3; reading++) {
      assert.deepEqual(settings.prices, { openai: { mine: { input: 3, output: 6 } } });
      assert.deepEqual(settings.rateLimits, { openai: { requestsPerMinute: 500 } });
    }
    assert.deepEqual(told, [['llmflow.prices', 1], ['llmflow.rateLimits', 1]]);
    await set('prices', { openai: { other: { input: 1 } } });
    assert.deepEqual(settings.prices, { openai: {} });
    assert.deepEqual(told.at(-1), ['llmflow.prices', 1]);
    assert.equal(told.length, 3);
  });

  it('price what is asked, with the model that `auto` stands for', async () => {
    const models = new ModelService(new ApiKeys(memorySecrets(), {}), {});
    assert.equal(models.prices.cost('openai', 'mine', million), null);
    await set('prices', { openai: { mine: { input: 3, output: 6 } } });
    await set('openai.defaultModel', 'mine');
    assert.equal(models.prices.cost('openai', 'mine', million), 3);
    assert.equal(models.prices.cost('openai', 'auto', million), 3);
    models.dispose();
  });
});
