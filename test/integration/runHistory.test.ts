import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { findNodeRun, newestRuns } from '../../src/core/store/history';
import { openReader } from '../../src/core/store/openReader';
import type { RunRow } from '../../src/core/store/records';
import { RunHistory } from '../../src/host/history/runHistory';
import { RunDocuments, runDocumentUri } from '../../src/host/sidebar/runDocuments';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { openaiFlow } from './support/flows';
import { closeAll, nameOf, openScratch, until, workspaceFolder, writeScratch } from './support/scratch';
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

  describe('of tables', () => {
    const rows = (last: number) => `text\n${Array.from({ length: last }, (_, index) => `row ${index + 1}\n`).join('')}`;
    const table = (source: string) => `llmflow: 1
llm_provider: openai
model_type: gpt-5-mini
source: ${source}
processes:
  topic: {column: text, prompt: "{input_data}"}
`;

    it('has a run with what it came to', async () => {
      await writeScratch(rows(3), 'history-rows.csv');
      const document = await openScratch(table('history-rows.csv'));
      server.script(({ prompt }) => (prompt.includes('row 2') ? { status: 400, message: 'Not this one.' } : { text: '<output>Done</output>' }));
      await services.tableRuns.run(document);
      const run = await stored(document, 'failed');
      assert.deepEqual([run.kind, run.processes, run.completed, run.failed, run.skipped, run.error], ['table', ['topic'], 2, 1, 0, null]);
      assert.deepEqual([run.run_id, run.started_at], [services.tableRuns.last(document.uri)?.id, services.tableRuns.state(document.uri)?.startedAt]);
      assert.deepEqual([run.runner?.pid, (run.cost ?? 0) > 0, (run.input_tokens ?? 0) > 0], [process.pid, true, true]);
      await until('nothing to be left to write', () => (history.unwritten(workspaceFolder()).length === 0 ? true : undefined));
    });

    it('has a run while it goes on, and that it was cancelled', async () => {
      await writeScratch(rows(3), 'history-rows.csv');
      const document = await openScratch(table('history-rows.csv'));
      server.script(() => ({ text: 'Never finished', fault: { type: 'stall', afterChunks: 1 } }));
      const running = services.tableRuns.run(document);
      const run = await stored(document, 'running');
      assert.deepEqual(history.unwritten(workspaceFolder()).map((recording) => recording.run.run_id), [run.run_id]);
      await history.clear(workspaceFolder());
      assert.equal((await stored(document, 'running')).run_id, run.run_id, 'what goes on is not cleared');
      services.tableRuns.cancel(document.uri);
      await running;
      assert.equal((await stored(document, 'cancelled')).run_id, run.run_id);
    });

    it('has a run that never got to its rows, with why', async () => {
      const document = await openScratch(table('history-gone.csv'));
      await services.tableRuns.run(document);
      const { error } = await stored(document, 'failed');
      assert.ok(error);
      assert.equal(error, services.tableRuns.state(document.uri)?.outcome?.error);
      assert.match(error, /history-gone\.csv/);
    });
  });

  it('shows a node with what it took and the passages that it was given, each of which opens', async () => {
    const folder = workspaceFolder();
    const passage = { source: 'notes/leave.md', line: 3, endLine: 4, score: 0.5, text: 'All holidays are paid.' };
    await services.stores.write(folder.fsPath, 'a test', (store) =>
      store.write([{
        change: 'put-node-run',
        row: {
          ...{ run_id: 'with-passages', node_id: 'answer', status: 'completed', output: 'Paid.', description: 'Paid.', error: null, found: true },
          ...{ started_at: null, ended_at: null, input_tokens: 1_000, output_tokens: 200, cost: 0.0012 },
          ...{ knowledge_base: 'handbook', passages: [passage], warnings: null },
        },
      }]),
    );
    const documents = new RunDocuments({ history, read: (_folder, query) => read(query) });
    const uri = runDocumentUri({ what: 'node-run', folder: folder.toString(), run: 'with-passages', node: 'answer', startedAt: '2026-11-20T10:00:00.000Z' });
    const text = await documents.provideTextDocumentContent(uri);
    assert.match(text, /^Paid\.\n[^]*It took 1\.2K tokens, \$0\.0012\.[^]*Passages from “handbook”[^]*notes\/leave\.md:3–4 \(0\.50\)\n\nAll holidays are paid\.\n$/);
    const shown = await vscode.workspace.openTextDocument({ content: text });
    const [link, ...others] = await documents.provideDocumentLinks({ uri });
    assert.deepEqual(others, []);
    assert.ok(link);
    assert.equal(shown.getText(link.range), 'notes/leave.md:3–4');
    assert.equal(link.target?.path, 'llmflow.openKnowledgePassage');
    assert.deepEqual(JSON.parse(link.target.query), [{ folder: folder.toString(), source: 'notes/leave.md', line: 3, endLine: 4 }]);
    assert.ok((await vscode.commands.getCommands()).includes('llmflow.openKnowledgePassage'));
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
