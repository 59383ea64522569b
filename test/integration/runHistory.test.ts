import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { findNodeRun, newestRuns } from '../../src/core/store/history';
import { openReader } from '../../src/core/store/openReader';
import type { RunRow } from '../../src/core/store/records';
import { RunHistory } from '../../src/host/history/runHistory';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { openaiFlow } from './support/flows';
import { closeAll, nameOf, openScratch, until, workspaceFolder } from './support/scratch';
import { createTestServices, type TestServices } from './support/testServices';

describe('the history of runs', () => {
  let server: ModelServer;
  let services: TestServices;
  let history: RunHistory;

  beforeEach(async () => {
    server = await startModelServer();
    services = createTestServices({ OPENAI_API_KEY: 'sk-from-the-environment', OPENAI_BASE_URL: server.openaiBaseURL });
    history = new RunHistory(services);
  });
  afterEach(async () => {
    await history.close();
    services.dispose();
    await server.close();
    await closeAll();
  });

  async function read<T>(query: (store: Awaited<ReturnType<typeof openReader>>) => T): Promise<T> {
    const reader = await openReader(workspaceFolder().fsPath);
    try {
      return query(reader);
    } finally {
      await reader.close();
    }
  }

  /** The run of a workflow, once it is in the database as it should be. */
  function stored(document: vscode.TextDocument, status: RunRow['status']): Promise<RunRow> {
    const isIt = (run: RunRow) => run.path === nameOf(document.uri) && run.status === status;
    return until(`a run that is ${status}`, () => read((store) => newestRuns(store, 50).find(isIt)));
  }

  it('has a run with what its nodes said, and nothing of the key', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: 'Thoughts. <output>Done</output>' }));
    await services.runs.run(document);
    const run = await stored(document, 'completed');
    const node = await read((store) => findNodeRun(store, run.run_id, 'g'));
    assert.deepEqual([node?.status, node?.output, node?.description], ['completed', 'Done', 'Thoughts. <output>Done</output>']);
    assert.ok(!JSON.stringify([run, node]).includes('sk-from'));
    await until('nothing to be left to write', () => (history.unwritten(workspaceFolder()).length === 0 ? true : undefined));
  });

  it('has what is known while a run goes on, and how it was ended', async () => {
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: 'Never finished', fault: { type: 'stall', afterChunks: 1 } }));
    const running = services.runs.run(document);
    const run = await stored(document, 'running');
    assert.equal((await read((store) => findNodeRun(store, run.run_id, 'a')))?.output, 'Hello');
    assert.deepEqual(history.unwritten(workspaceFolder()).map((recorder) => recorder.run.run_id), [run.run_id]);
    services.runs.cancel(document.uri);
    await running;
    assert.equal((await stored(document, 'cancelled')).run_id, run.run_id);
  });

  it('is cleared but for what goes on', async () => {
    const ended = await openScratch(openaiFlow);
    server.script(() => ({ text: '<output>Done</output>' }));
    await services.runs.run(ended);
    await stored(ended, 'completed');
    const document = await openScratch(openaiFlow);
    server.script(() => ({ text: 'Never finished', fault: { type: 'stall', afterChunks: 1 } }));
    const running = services.runs.run(document);
    await stored(document, 'running');
    await history.clear(workspaceFolder());
    assert.deepEqual((await read((store) => newestRuns(store, 50))).map((run) => run.path), [nameOf(document.uri)]);
    services.runs.cancel(document.uri);
    await running;
  });

  it('leaves no trace of a workflow outside of the workspace', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'llmflow-elsewhere-'));
    const uri = vscode.Uri.file(path.join(folder, 'elsewhere.llmflow'));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(openaiFlow));
    server.script(() => ({ text: '<output>Done</output>' }));
    const document = await vscode.workspace.openTextDocument(uri);
    await services.runs.run(document);
    assert.equal(services.runs.record(uri)?.status, 'completed');
    await history.close();
    assert.deepEqual((await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder))).map(([name]) => name), ['elsewhere.llmflow']);
    assert.equal((await read((store) => newestRuns(store, 50))).some((run) => run.path.includes('elsewhere')), false);
    await rm(folder, { recursive: true });
  });
});
