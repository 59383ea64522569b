import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { Workbench } from './support/workbench';

const alphabet = 'alpha bravo charlie delta echo foxtrot golf hotel india juliett';

describe('running a workflow', () => {
  let server: ModelServer;
  let workbench: Workbench;

  before(async () => {
    server = await startModelServer();
    workbench = await Workbench.launch({
      workspace: join(root, 'test/fixtures/workspace'),
      settings: { 'llmflow.openai.baseUrl': server.openaiBaseURL },
    });
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('streams text onto the node, locks the structure meanwhile, and cancels the request', async () => {
    server.script(() => ({ text: alphabet, fault: { type: 'stall', afterChunks: 3 } }));
    await workbench.openFile('stream.llmflow');
    const canvas = await workbench.canvas();
    await canvas.button('Run').click();
    const answer = canvas.node('answer');
    await answer.getByText('Running').waitFor();
    await answer.getByText('alpha bravo charlie').waitFor();
    await canvas.results.getByText('alpha bravo charlie').waitFor();
    await canvas.frame.getByText('connections are locked until the run ends').waitFor();
    await workbench.page.getByText('stream.llmflow 1/3').waitFor();
    assert.ok(await canvas.button('Add node').isDisabled());

    await canvas.button('Cancel').click();
    await canvas.frame.getByText('Run cancelled').waitFor();
    await answer.getByText('Skipped').waitFor();
    assert.equal(await server.requests[0]?.aborted, true);
    assert.ok(await canvas.button('Add node').isEnabled());
  });

  it('marks what is complete, shows the answer as Markdown, and leaves the file alone', async () => {
    const original = await workbench.readFile('stream.llmflow');
    server.script(() => ({ text: `${alphabet} <output>**zulu** <img src=x onerror=alert(1)></output>` }));
    const canvas = await workbench.canvas();
    await workbench.runCommand('LLM Flow: Run Workflow');
    for (const id of ['question', 'answer', 'result']) await canvas.waitUntilCompleted(id);
    await canvas.results.getByText('juliett').first().waitFor();
    await canvas.results.locator('strong', { hasText: 'zulu' }).first().waitFor();
    assert.equal(await canvas.results.locator('img').count(), 0);
    await canvas.frame.getByText('Run completed').waitFor();

    await workbench.tab('stream.llmflow').waitUntilSaved();
    assert.equal(await workbench.readFile('stream.llmflow'), original);
  });

  it('sends the key that was stored by command, and shows it nowhere', async () => {
    server.script(() => ({ text: '<output>keyed</output>' }));
    await workbench.runCommand('LLM Flow: Set API Key…');
    await workbench.palette.pick('OpenAI');
    await workbench.palette.answerTo('API key for OpenAI', 'sk-typed-by-a-test');
    await workbench.notifications.find('The key for OpenAI is stored.');
    await workbench.notifications.close();
    const before = server.requests.length;
    const canvas = await workbench.canvas();
    await canvas.button('Run').click();
    await server.arrived(before + 1);
    assert.equal(server.requests[before]?.headers.authorization, 'Bearer sk-typed-by-a-test');
    await canvas.frame.getByText('Run completed').waitFor();
    assert.equal(await canvas.frame.getByText('sk-typed').count(), 0);
  });

  it('offers to run over every node of the text, and says there how it went', async () => {
    server.script(() => ({ text: '<output>short</output>' }));
    await workbench.runCommand('LLM Flow: Open as Text');
    const lenses = workbench.page.locator('.codelens-decoration');
    await lenses.getByText('Run workflow').first().waitFor();
    assert.equal(await lenses.getByText('Run workflow').count(), 3);
    await lenses.getByText('Run workflow').first().click();
    await lenses.getByText('completed').nth(2).waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('does not run a workflow that breaks a rule, and names every condition', async () => {
    await workbench.openFile('incomplete.llmflow');
    const canvas = await workbench.canvas();
    await canvas.button('Run').click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('2 conditions are not met').waitFor();
    await dialog.getByText('“lonely” has no pre-node').waitFor();
    await dialog.getByText('“lonely” has no post-node').waitFor();
    await dialog.getByText('Show Problems').click();
  });

  it('selects the node of a problem that is chosen in the Problems panel', async () => {
    const canvas = await workbench.canvas();
    await workbench.page.locator('.markers-panel').getByText('connection/no-pre-node').first().click();
    await canvas.frame.locator('.react-flow__node.selected[data-id="lonely"]').waitFor();
  });
});
