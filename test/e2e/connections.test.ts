import assert from 'node:assert/strict';
import { Workbench } from './support/workbench';

const questions = {
  name: 'The name that workflows know the connection by',
  host: 'The server’s name or address',
  port: 'Its port',
  database: 'The database',
  user: 'The user',
  password: 'The password of “reader”',
} as const;

describe('adding a source connection', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.launch();
  });
  after(() => workbench.close());

  async function answerTheRest(): Promise<void> {
    const { palette } = workbench;
    await palette.answerTo(questions.database, 'shop');
    await palette.answerTo(questions.user, 'reader');
    await palette.pick('Encrypted, unless the server is on this machine');
    await palette.answerTo(questions.password, 'typed-by-a-test');
    await palette.pick('Test and save');
  }

  it('asks step by step, goes back, says why a server cannot be reached, and saves without the password', async () => {
    const { palette, page } = workbench;
    await workbench.writeFile('orders.llmflow', 'llmflow: 1\nprocesses:\n  sentiment: note\n');
    await workbench.openFile('orders.llmflow');
    await workbench.runCommand('LLM Flow: Add Source Connection…');
    await palette.pick('PostgreSQL');
    await palette.answerTo(questions.name, 'postgresql://nothing');
    await page.getByText('Begin with a letter or digit').first().waitFor();
    await palette.answer('warehouse');
    await palette.asked(questions.host);
    await palette.back();
    await palette.answerTo(questions.name, 'warehouse');
    await palette.answerTo(questions.host, '127.0.0.1');
    await palette.answerTo(questions.port, '1');
    await answerTheRest();

    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('“warehouse” does not work yet.').waitFor();
    await dialog.getByText(/refuses connections/).waitFor();
    await dialog.getByText('Edit', { exact: true }).click();
    await palette.answerTo(questions.host, '127.0.0.1');
    await palette.answerTo(questions.port, '2');
    await answerTheRest();
    await dialog.getByText('Save anyway').click();

    const saved = await workbench.notifications.find('The connection “warehouse” is saved.');
    await saved.getByText('Insert into Workflow').click();
    await workbench.tab('orders.llmflow').waitUntilDirty();
    await workbench.tab('orders.llmflow').select();
    await workbench.save();
    await workbench.tab('orders.llmflow').waitUntilSaved();
    assert.equal(await workbench.readFile('orders.llmflow'), 'llmflow: 1\nsource:\n  connection: warehouse\n  query: SELECT * FROM my_table\nprocesses:\n  sentiment: note\n');
    const settings = await workbench.readSettings();
    assert.match(settings, /"warehouse"/);
    assert.doesNotMatch(settings, /typed-by-a-test/);
  });
});
