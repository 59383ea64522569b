import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { environmentConnections } from '../../src/core/tables/connections/environment';
import { HostConnections } from '../../src/host/connections/hostConnections';
import { FlowDocuments } from '../../src/host/documents/flowDocuments';
import { memorySecrets } from './support/memorySecrets';
import { closeAll, openScratch, until } from './support/scratch';

const warehouse = { type: 'postgresql', host: 'db.example.com', database: 'shop', user: 'reader' } as const;
const environment = { LLMFLOW_CONNECTION_MY_LAKE: 's3://key:from-environment@lake?region=eu-central-1', LLMFLOW_CONNECTION_TORN: 'nonsense' };

function setting(): unknown {
  return vscode.workspace.getConfiguration('llmflow').inspect('sourceConnections')?.globalValue;
}

function store(value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('llmflow').update('sourceConnections', value, vscode.ConfigurationTarget.Global);
}

describe('source connections', () => {
  let secrets: vscode.SecretStorage;
  let connections: HostConnections;

  beforeEach(() => {
    secrets = memorySecrets();
    connections = new HostConnections(secrets, environmentConnections(environment));
  });
  afterEach(async () => {
    connections.dispose();
    await store(undefined);
    await closeAll();
  });

  it('keep their secret out of the settings', async () => {
    await connections.save('warehouse', warehouse, 'p@ss word');
    assert.deepEqual(setting(), { warehouse });
    assert.equal(await secrets.get('llmflow.connection.warehouse'), 'p@ss word');
    assert.deepEqual(await connections.find('warehouse'), { ...warehouse, password: 'p@ss word' });
  });

  it('keep the stored secret where none is given, and lose it with an empty one', async () => {
    await connections.save('warehouse', warehouse, 'old');
    await connections.save('warehouse', { ...warehouse, port: 6543 }, undefined);
    assert.deepEqual(await connections.find('warehouse'), { ...warehouse, port: 6543, password: 'old' });
    await connections.save('warehouse', warehouse, '');
    assert.deepEqual(await connections.find('warehouse'), warehouse);
  });

  it('leave nothing behind when they are removed', async () => {
    await connections.save('warehouse', warehouse, 'old');
    await connections.save('lake', { type: 's3', bucket: 'lake' }, undefined);
    await connections.remove('warehouse');
    assert.deepEqual(setting(), { lake: { type: 's3', bucket: 'lake' } });
    assert.equal(await secrets.get('llmflow.connection.warehouse'), undefined);
    assert.equal(await connections.find('warehouse'), undefined);
    await connections.remove('lake');
    assert.equal(setting(), undefined);
  });

  it('are looked for in the environment behind the settings', async () => {
    assert.deepEqual(await connections.find('my-lake'), { type: 's3', bucket: 'lake', region: 'eu-central-1', accessKeyId: 'key', secretAccessKey: 'from-environment' });
    await connections.save('my-lake', { type: 's3', bucket: 'mine' }, undefined);
    assert.deepEqual(await connections.find('my-lake'), { type: 's3', bucket: 'mine' });
    assert.deepEqual(await connections.names(), ['my-lake', 'my_lake', 'torn']);
    assert.ok((await connections.connectionNames('my-lake')).has('my-lake'));
    assert.ok((await connections.connectionNames('torn')).has('torn'));
    assert.ok(!(await connections.connectionNames('other')).has('other'));
  });

  it('name the entry that is broken, and show nothing of it', async () => {
    await store({ warehouse: { ...warehouse, password: 'hunter2' }, lake: { type: 's3', bucket: 'lake' } });
    const error = await connections.find('warehouse').then(() => new Error('It was found.'), (reason: unknown) => reason);
    assert.ok(error instanceof Error);
    assert.match(error.message, /“warehouse” in the setting “llmflow\.sourceConnections” cannot be used: it holds a secret/);
    assert.doesNotMatch(error.message, /hunter2/);
    assert.deepEqual(await connections.find('lake'), { type: 's3', bucket: 'lake' });
    assert.deepEqual((await connections.known()).slice(0, 2), [{ name: 'warehouse' }, { name: 'lake', type: 's3' }]);
  });

  it('cannot be set by a workspace', async () => {
    const own = vscode.workspace.getConfiguration('llmflow').update('sourceConnections', { evil: warehouse }, vscode.ConfigurationTarget.Workspace);
    await assert.rejects(Promise.resolve(own), /sourceConnections/);
    assert.equal(await connections.find('evil'), undefined);
  });

  it('are missed by a workflow until they are there', async () => {
    const documents = new FlowDocuments(connections);
    const text = 'llmflow: 1\nsource:\n  connection: warehouse\n  query: SELECT 1\nprocesses:\n  sentiment: anything\n';
    const document = await openScratch(text);
    const rules = () => documents.read(document).problems.map(({ rule }) => rule);
    await until('the problem', () => (rules().includes('source/unknown-connection') ? true : undefined));
    await connections.save('warehouse', warehouse, 'x');
    await until('the problem to go', () => (rules().length === 0 ? true : undefined));
    documents.dispose();
  });

  it('are offered to be added where a workflow names one that does not exist', async () => {
    const document = await openScratch('llmflow: 1\nsource: {connection: nowhere, key: a.csv}\nprocesses: {sentiment: a}\n');
    const range = new vscode.Range(1, 25, 1, 25);
    const action = await until('the fix', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
      return actions.find(({ title }) => title === 'Add connection “nowhere”…');
    });
    assert.deepEqual([action.command?.command, action.command?.arguments], ['llmflow.addConnection', ['nowhere']]);
  });
});
