import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { PostgresServer } from '../support/servers/postgresServer';
import { SharedServer } from '../support/servers/sharedServer';
import { Workbench } from './support/workbench';

const password = 'wizard:p@ss/7f3a';
const schema = `
  CREATE TABLE my_table AS SELECT * FROM (VALUES (1, 'I love it'), (2, 'I hate it')) AS t (id, note);
  CREATE ROLE reader LOGIN PASSWORD '${password}';
  GRANT SELECT ON my_table TO reader;
`;

describe('adding a source connection to a server that answers', () => {
  const postgres = new SharedServer(() => PostgresServer.start());
  let server: PostgresServer;
  let workbench: Workbench | undefined;

  before(async function () {
    this.timeout(0);
    server = await postgres.for(this);
    await server.run(schema);
    workbench = await Workbench.launch();
    await workbench.writeFile('orders.llmflow', 'llmflow: 1\nprocesses:\n  sentiment: note\n');
  });
  after(async () => {
    await workbench?.close();
    await postgres.stop();
  });

  function opened(): Workbench {
    assert.ok(workbench);
    return workbench;
  }

  function shownPage(): FrameLocator {
    const webview = opened().page.locator('iframe.webview.ready').filter({ visible: true }).contentFrame();
    return webview.locator('iframe#active-frame').contentFrame();
  }

  it('tests it, saves it, and puts it into the workflow', async () => {
    const { palette, notifications } = opened();
    const { host, port, database } = server.connection;
    await opened().openFile('orders.llmflow');
    await opened().runCommand('LLM Flow: Add Source Connection…');
    await palette.pick('PostgreSQL');
    await palette.answerTo('The name that workflows know the connection by', 'warehouse');
    await palette.answerTo('The server’s name or address', host);
    await palette.answerTo('Its port', String(port));
    await palette.answerTo('The database', database);
    await palette.answerTo('The user', 'reader');
    await palette.pick('Encrypted, unless the server is on this machine');
    await palette.answerTo('The password of “reader”', password);
    await palette.pick('Test and save');
    const saved = await notifications.find('The connection “warehouse” is saved.');
    await saved.getByText('Insert into Workflow').click();
    await opened().tab('orders.llmflow').waitUntilDirty();
    await opened().tab('orders.llmflow').select();
    await opened().save();
    await opened().tab('orders.llmflow').waitUntilSaved();
    assert.match(await opened().readFile('orders.llmflow'), /^source:\n {2}connection: warehouse\n {2}query: SELECT \* FROM my_table$/m);
  });

  it('pulls its rows, and shows them', async () => {
    await opened().runCommand('LLM Flow: Pull Source');
    const pulled = await opened().notifications.find(/Rows of warehouse: .*2 added/);
    await pulled.getByText('Show Tables').click();
    await shownPage().getByRole('gridcell').getByText('I hate it', { exact: true }).waitFor();
  });

  it('runs the table over them', async () => {
    await opened().tab('orders.llmflow').select();
    await opened().runCommand('LLM Flow: Run Table');
    await opened().notifications.find(/completed: 2 completed, 0 failed/);
  });

  it('has written the password nowhere', async () => {
    assert.notDeepEqual(await opened().filesThatHold('warehouse'), []);
    for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString('base64')]) assert.deepEqual(await opened().filesThatHold(form), []);
  });

  // VS Code's server keeps secrets in the memory of the window alone.
  it('knows the password by VS Code’s secret storage only, and says what is missing where that has forgotten it', async () => {
    await opened().page.reload();
    await opened().page.locator('.activitybar').getByRole('tab', { name: 'LLM Flow' }).first().waitFor();
    await opened().openFile('orders.llmflow');
    await opened().runCommand('LLM Flow: Pull Source');
    await opened().notifications.find('Connection “warehouse”: the server asks for a password, and there is none.');
  });
});
