import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FlowLenses } from '../../src/host/runs/flowLenses';
import { writeRunsTo } from '../../src/host/runs/runOutput';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { createTestServices, type TestServices } from './support/testServices';
import { openaiFlow } from './support/flows';
import { closeAll, openScratch } from './support/scratch';

describe('a run', () => {
  let server: ModelServer;
  let services: TestServices;

  beforeEach(async () => {
    server = await startModelServer();
    services = createTestServices({ OPENAI_API_KEY: 'sk-from-the-environment', OPENAI_BASE_URL: server.openaiBaseURL });
  });
  afterEach(async () => {
    services.dispose();
    await server.close();
    await closeAll();
  });

  function lensTitles(document: vscode.TextDocument): string[] {
    const lenses = new FlowLenses(services.documents, services.runs);
    const titles = lenses.provideCodeLenses(document).map(({ command, range }) => `${range.start.line + 1} ${command?.title ?? ''}`);
    lenses.dispose();
    return titles;
  }

  it('asks the server of the settings with the key of the environment, and keeps its record', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: 'Thoughts. <output>Done</output>' }));
    await services.runs.run(document);
    const record = services.runs.record(document.uri);
    assert.equal(record?.status, 'completed');
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer sk-from-the-environment');
    assert.match(JSON.stringify(server.requests[0].body), /Hello/);
    assert.deepEqual([...record.nodes].map(([id, { status }]) => [id, status]), [['a', 'completed'], ['g', 'completed'], ['o', 'completed']]);
  });

  it('prefers a stored key to the one of the environment', async () => {
    const document = await openScratch(openaiFlow);
    await services.keys.store('openai', 'sk-stored');
    await services.runs.run(document);
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer sk-stored');
  });

  it('stops the request when it is cancelled, and can be run again', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: 'Never finished', fault: { type: 'stall', afterChunks: 1 } }));
    const run = services.runs.run(document);
    await server.arrived(1);
    assert.ok(services.runs.isRunning(document.uri));
    assert.ok(lensTitles(document).every((title) => !title.includes('Run workflow')));
    services.runs.cancel(document.uri);
    await run;
    assert.equal(await server.requests[0]?.aborted, true);
    assert.equal(services.runs.record(document.uri)?.status, 'cancelled');

    server.script(() => ({ text: '<output>Second</output>' }));
    await services.runs.run(document);
    assert.equal(services.runs.record(document.uri)?.status, 'completed');
  });

  it('is written to the output channel in whole lines, each with its node’s name', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: 'First line.\nSecond line. <output>Done</output>', chunkSize: 3 }));
    const lines: string[] = [];
    const listener = writeRunsTo({ appendLine: (line) => lines.push(line) }, services.runs, services.documents);
    await services.runs.run(document);
    listener.dispose();
    assert.ok(lines.some((line) => /^g +│ First line\.$/.test(line)), lines.join('\n'));
    assert.ok(lines.some((line) => /^g +│ Second line\. <output>Done<\/output>$/.test(line)), lines.join('\n'));
    assert.ok(lines.some((line) => /^a +│/.test(line) || /^a +•/.test(line)), lines.join('\n'));
  });

  it('is not disturbed by an edit of the text', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: '<output>Done</output>', latencyMs: 300 }));
    const run = services.runs.run(document);
    await server.arrived(1);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), 'llmflow: 1\n');
    await vscode.workspace.applyEdit(edit);
    await run;
    assert.equal(services.runs.record(document.uri)?.status, 'completed');
  });

  it('says on each node how it went, and offers to run again', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ status: 401, message: 'Incorrect API key provided.' }));
    await services.runs.run(document);
    const titles = lensTitles(document);
    assert.match(titles[0] ?? '', /^3 \$\(pass\) completed in \d+\.\d s at /);
    assert.equal(titles[1], '3 $(play) Run workflow');
    assert.match(titles[2] ?? '', /^6 \$\(error\) failed .*OpenAI/);
    assert.match(titles[4] ?? '', /^11 .* skipped .*“g” failed/);
    assert.ok(!JSON.stringify(services.runs.record(document.uri)?.events).includes('sk-from-the-environment'));
  });
});

describe('settings', () => {
  for (const name of ['openai.baseUrl', 'anthropic.baseUrl', 'defaultProvider', 'run.maxAttempts', 'table.confirmAbove']) {
    it(`a workspace cannot set llmflow.${name}`, async () => {
      const update = vscode.workspace.getConfiguration('llmflow').update(name, 'http://attacker.example/v1', vscode.ConfigurationTarget.Workspace);
      await assert.rejects(async () => update);
    });
  }
});
