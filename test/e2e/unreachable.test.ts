import assert from 'node:assert/strict';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { Workbench } from './support/workbench';

const rows = Array.from({ length: 50 }, (_, index) => `review ${index + 1}`);
const workflow = `llmflow: 1
name: Many reviews
llm_provider: openai
model_type: test-model
source: many.csv
processes:
  sentiment: text
`;

describe('a table run whose model cannot be reached', () => {
  let server: ModelServer;
  let workbench: Workbench;

  before(async () => {
    server = await startModelServer();
    // With a price that is known to be low, nobody is asked before the run.
    const prices = { openai: { 'test-model': { input: 0.01, output: 0.01 } } };
    workbench = await Workbench.launch({ settings: { 'llmflow.openai.baseUrl': server.openaiBaseURL, 'llmflow.prices': prices } });
    await workbench.writeFile('many.csv', ['text', ...rows, ''].join('\n'));
    await workbench.writeFile('many.llmflow', workflow);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('ends after the first rows, says where it asked and what to do, and is resumed with a click', async () => {
    server.script(() => ({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Log in</title>' }));
    await workbench.openFile('many.llmflow');
    await workbench.canvas();
    await workbench.runCommand('LLM Flow: Run Table');
    const stopped = await workbench.notifications.find(/The run was stopped, because 8 rows in a row reached no model\. The OpenAI-compatible server at 127\.0\.0\.1:\d+ .* Check the base URL\./);
    assert.ok(server.requests.length <= 16, `${server.requests.length} requests`);
    server.script(() => ({ text: '<output>Neutral</output>' }));
    await stopped.getByRole('button', { name: 'Resume' }).click();
    await workbench.notifications.find(/completed: 50 completed, 0 failed/);
  });
});
