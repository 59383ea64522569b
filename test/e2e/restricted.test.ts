import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import * as z from 'zod';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { SideBar } from './support/sideBar';
import { strangersWorkspace } from './support/strangersWorkspace';
import { Workbench } from './support/workbench';
import { WorkspaceTrust } from './support/workspaceTrust';

const { commands } = z
  .object({ contributes: z.object({ commands: z.array(z.object({ command: z.string(), title: z.string() })) }) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).contributes;

const refused: Readonly<Record<string, string>> = {
  run: 'Workflows do not run',
  ...Object.fromEntries(
    ['runTable', 'runTableFirstRows', 'retryFailedRows', 'resumeTable', 'pullSource', 'showResults', 'showTable'].map((name) => [name, 'Tables are neither run nor read']),
  ),
  clearRunHistory: 'The history of runs is neither read nor changed',
  ...Object.fromEntries(['new', 'addTo', 'refresh', 'search', 'remove'].map((name) => [`${name}KnowledgeBase`, 'Knowledge bases are neither read nor written'])),
  addConnection: 'Connections are neither set up nor used',
  removeConnection: 'Connections are neither set up nor used',
  refreshModelLists: 'Nothing is asked of models or their providers',
};

/** They read and write files of the workspace as editors do, ask for a user's key, or end what does not run. */
const allowed = ['newWorkflow', 'openCanvas', 'openText', 'revealNode', 'checkWorkflow', 'addSample', 'openOriginal', 'setApiKey', 'showOutput', 'cancel', 'cancelTable'];
/** They are refused too, but no palette has them: what they are called with cannot be seen. */
const absent = ['showRows', 'openKnowledgePassage'];

describe('a window in Restricted Mode', () => {
  let stranger: Server;
  let strangersRequests = 0;
  let server: ModelServer;
  let otherRequests = 0;
  let workspace: Awaited<ReturnType<typeof strangersWorkspace>>;
  let workbench: Workbench;
  let trust: WorkspaceTrust;
  let sideBar: SideBar;

  before(async () => {
    stranger = createServer((_request, response) => {
      strangersRequests++;
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const address = stranger.address();
    assert.ok(typeof address === 'object' && address);
    workspace = await strangersWorkspace(`http://127.0.0.1:${address.port}/v1`);
    server = await startModelServer({
      other: () => {
        otherRequests++;
        return Promise.resolve(false);
      },
    });
    const baseUrl = server.openaiBaseURL;
    const settings = { 'llmflow.openai.baseUrl': baseUrl, 'llmflow.ollama.baseUrl': baseUrl, 'llmflow.embeddings.provider': 'openai' };
    workbench = await Workbench.launch({ workspace: workspace.folder, isRestricted: true, settings, env: { OPENAI_API_KEY: 'sk-of-the-user' } });
    trust = new WorkspaceTrust(workbench.page);
    sideBar = new SideBar(workbench.page);
  });
  after(async () => {
    await workbench.close();
    await server.close();
    stranger.close();
    await workspace.remove();
  });

  const requests = () => server.requests.length + server.json.requests.length + otherRequests;

  async function expectRefusal(sentence: string): Promise<void> {
    const { notifications } = workbench;
    const refusal = await notifications.find(sentence);
    await refusal.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    await workbench.runCommand('Notifications: Clear All Notifications');
    await refusal.waitFor({ state: 'hidden' });
  }

  it('opens the canvas, which can be edited, and says why nothing runs', async () => {
    await trust.waitUntilRestricted();
    await workbench.openFile('asking.llmflow');
    const canvas = await workbench.canvas();
    await canvas.frame.getByRole('status').getByText('Workflows do not run in a workspace that is not trusted.').waitFor();
    assert.equal(await canvas.button('Run').getAttribute('aria-disabled'), 'true');
    await canvas.addNode('Validation');
    await workbench.tab('asking.llmflow').waitUntilDirty();
    await workbench.runCommand('File: Revert File');
    await workbench.tab('asking.llmflow').waitUntilSaved();
  });

  it('offers the models that are known without asking anybody', async () => {
    const canvas = await workbench.canvas();
    await canvas.node('answer').dblclick();
    await canvas.dialog.getByRole('combobox', { name: 'Model', exact: true }).click();
    await canvas.frame.getByRole('option').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
    await canvas.dialog.waitFor({ state: 'hidden' });
  });

  it('knows of every command whether it is refused', () => {
    const known = [...Object.keys(refused), ...allowed, ...absent].map((name) => `llmflow.${name}`);
    assert.deepEqual(known.sort(), commands.map(({ command }) => command).sort());
  });

  for (const [name, sentence] of Object.entries(refused)) {
    const title = commands.find(({ command }) => command === `llmflow.${name}`)?.title ?? name;
    it(`refuses “${title}”, and leads to where the workspace can be trusted`, async () => {
      await workbench.runCommand(`LLM Flow: ${title}`);
      await expectRefusal(sentence);
    });
  }

  it('refuses the lenses of a workflow’s text', async () => {
    await workbench.openFile('table.llmflow');
    await workbench.canvas();
    await workbench.runCommand('LLM Flow: Open as Text');
    const lens = (text: string) => workbench.page.locator('.codelens-decoration').getByText(text).first();
    await lens('Run table').click();
    await expectRefusal('Tables are neither run nor read');
    await lens('Run process').click();
    await expectRefusal('Tables are neither run nor read');
  });

  it('lists in the side bar what stands in the workspace’s own workflows, and nothing of databases', async () => {
    await sideBar.open();
    await sideBar.line('Workflows', 'Table, runs not known').waitFor();
    await sideBar.line('Sources', 'Source rows.csv, rows not known').waitFor();
    assert.equal(await sideBar.line('Workflows', 'Private').count(), 0);
    await sideBar.view('Knowledge Bases').getByText('Knowledge bases are neither read nor written in a workspace that is not trusted.').waitFor();
    await sideBar.view('Runs').getByText('Workflows do not run, and runs are not listed').waitFor();
    await sideBar.act(sideBar.line('Workflows', 'Asking'), 'Run Workflow');
    await expectRefusal('Workflows do not run');
    await sideBar.view('Runs').getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await trust.decline();
  });

  it('has sent nothing to anybody', () => {
    assert.deepEqual([requests(), strangersRequests], [0, 0]);
  });

  it('does everything once the workspace is trusted, and still sends nothing to where the workspace points', async () => {
    await workbench.openFile('asking.llmflow');
    const canvas = await workbench.canvas();
    await canvas.frame.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await trust.grant();
    await sideBar.line('Workflows', 'Private').waitFor();
    await sideBar.line('Sources', 'Source rows.csv, 2 rows').waitFor();
    await sideBar.view('Knowledge Bases').getByRole('button', { name: 'New Knowledge Base…' }).first().waitFor();
    await canvas.frame.getByText('Workflows do not run in a workspace that is not trusted.').waitFor({ state: 'hidden' });
    await canvas.button('Run').click();
    await canvas.waitUntilCompleted('result');
    assert.ok(server.json.requests.some(({ about }) => about === 'models'));
    assert.deepEqual(server.requests.map(({ headers }) => headers.authorization), ['Bearer sk-of-the-user']);
    assert.equal(strangersRequests, 0);
    await workbench.runCommand('LLM Flow: Show Tables');
    await workbench.page.locator('.tabs-container .tab[data-resource-name*="llmflow.table"], .tabs-container .tab[aria-label^="LLM Flow Tables"]').first().waitFor();
  });
});
