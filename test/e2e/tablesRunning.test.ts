import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { Workbench } from './support/workbench';

const rows = Array.from({ length: 40 }, (_, index) => `review ${index + 1}`);

const paid = `llmflow: 1
name: Paid reviews
llm_provider: openai
model_type: model-of-ones-own
source: many.csv
processes:
  topic:
    column: text
    prompt: "{input_data} {output_format}"
`;

describe('running a table from the text', () => {
  let server: ModelServer;
  let workbench: Workbench;

  before(async () => {
    server = await startModelServer();
    workbench = await Workbench.launch({ settings: { 'llmflow.openai.baseUrl': server.openaiBaseURL } });
    await workbench.writeFile('many.csv', ['text', ...rows, ''].join('\n'));
    await workbench.writeFile('paid.llmflow', paid);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const lens = (text: string | RegExp) => workbench.page.locator('.codelens-decoration').getByText(text).first();
  const dialog = () => workbench.page.locator('.monaco-dialog-box');

  async function openText(file: string): Promise<void> {
    await workbench.openFile(file);
    // A page takes the focus when it comes, and the palette would close.
    await shownPage().locator('#root > *').first().waitFor();
    await workbench.runCommand('LLM Flow: Open as Text');
    await lens('Run table').waitFor();
  }

  function shownPage(): FrameLocator {
    const webview = workbench.page.locator('iframe.webview.ready').filter({ visible: true }).contentFrame();
    return webview.locator('iframe#active-frame').contentFrame();
  }

  it('takes a click over “processes”, and shows the results with another', async () => {
    await openText('table.llmflow');
    assert.equal(await workbench.page.locator('.codelens-decoration').getByText('Run process').count(), 2);
    await lens('Run table').click();
    await lens(/completed at .*: 6 completed, 0 failed/).waitFor();
    assert.equal(await workbench.page.locator('.codelens-decoration').getByText('3 completed, 0 failed').count(), 2);
    await workbench.notifications.find('The table run of “Reviews as a table” completed: 6 completed, 0 failed.');
    await workbench.notifications.close();
    await lens('Show results').click();
    await shownPage().getByRole('gridcell').getByText('Negative', { exact: true }).first().waitFor();
  });

  it('says what many rows may cost, and tries ten of them first', async () => {
    await openText('paid.llmflow');
    server.script(() => ({ text: '<output>plot</output>' }));
    await lens('Run table').click();
    await dialog().getByText('Run the table of “Paid reviews”?').waitFor();
    await dialog().getByText(/topic: 40 rows, about .* tokens, at a price that is not known \(from the length of the texts\)/).waitFor();
    await dialog().getByText('The file sets no budget.').waitFor();
    await dialog().getByRole('button', { name: 'Try 10 Rows First' }).click();
    await lens(/completed at .*: 10 completed, 0 failed/).waitFor();
    assert.equal(server.requests.length, 10);
  });

  it('shows how far it is, cancels what is in flight, and resumes without asking twice', async () => {
    server.script(({ prompt }) => (prompt.includes('review 2') ? { text: 'never done', fault: { type: 'stall', afterChunks: 1 } } : { text: '<output>plot</output>' }));
    await lens('Run table').click();
    await dialog().getByText(/from 10 rows that ran/).waitFor();
    await dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await lens(/topic: 19 of 40 rows/).waitFor();
    await workbench.page.locator('#status\\.llmflow\\.tableRun, .statusbar-item').getByText('topic 47%').first().waitFor();
    await lens('Cancel').click();
    await lens(/was cancelled at .*: 9 completed, 0 failed, 10 done before/).waitFor();

    server.script(() => ({ text: '<output>plot</output>' }));
    const before = server.requests.length;
    const cancelled = await workbench.notifications.find('was cancelled');
    await cancelled.getByRole('button', { name: 'Resume' }).click();
    await dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await lens(/completed at .*: 21 completed, 0 failed, 19 done before/).waitFor();
    assert.equal(server.requests.length - before, 21);
    await workbench.notifications.close();
  });

  it('retries rows that failed', async () => {
    await workbench.writeFile('many.csv', ['text', ...rows, 'review odd', ''].join('\n'));
    server.script(() => ({ status: 400, message: 'Not this one.' }));
    await lens('Run process').click();
    await lens(/ended with failed rows at .*: 0 completed, 1 failed, 40 done before/).waitFor();
    server.script(() => ({ text: '<output>plot</output>' }));
    await lens('Retry failed rows').click();
    await lens(/completed at .*: 1 completed, 0 failed/).waitFor();
    await lens('41 completed, 0 failed').waitFor();
  });

  it('pulls a source by command, and says what has changed', async () => {
    await workbench.writeFile('many.csv', ['text', ...rows.slice(1), 'review new', ''].join('\n'));
    await workbench.runCommand('LLM Flow: Pull Source');
    await workbench.notifications.find(/Rows of many\.csv: \d+ added, \d+ updated, \d+ unchanged, \d+ removed\./);
    await workbench.notifications.close();
  });
});
