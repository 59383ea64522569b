import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FlowDocuments } from '../../src/host/documents/flowDocuments';
import { FlowWriter } from '../../src/host/documents/flowWriter';
import { commentedFlow, unconnectedFlow } from './support/flows';
import { closeAll, openScratch, readScratch } from './support/scratch';

describe('the writer of workflow documents', () => {
  let documents: FlowDocuments;
  let isLocked = false;
  let writer: FlowWriter;

  beforeEach(() => {
    isLocked = false;
    documents = new FlowDocuments();
    writer = new FlowWriter(documents, () => isLocked);
  });
  afterEach(async () => {
    documents.dispose();
    await closeAll();
  });

  it('makes edits that are asked for together one after another, and loses none', async () => {
    const document = await openScratch(commentedFlow);
    await Promise.all([
      writer.apply(document, { kind: 'move', positions: { a: [1, 1] } }),
      writer.apply(document, { kind: 'move', positions: { g: [2, 2] } }),
      writer.apply(document, { kind: 'update-node', node: 'a', changes: { content: 'Bye' } }),
      writer.apply(document, { kind: 'rename', node: 'g', to: 'draft' }),
      writer.apply(document, { kind: 'move', positions: { o: [3, 3] } }),
    ]);
    assert.equal(
      document.getText(),
      commentedFlow
        .replace('a: [0, 0]', 'a: [1, 1]')
        .replace('g: [300, 0]', 'draft: [2, 2]')
        .replace('o: [600, 0]', 'o: [3, 3]')
        .replace('"Hello"', '"Bye"')
        .replace('  g:\n', '  draft:\n')
        .replace('from: g', 'from: draft'),
    );
    assert.ok(document.isDirty);
  });

  it('changes the smallest range, with the canvas alone open', async () => {
    const document = await openScratch(commentedFlow);
    await vscode.commands.executeCommand('vscode.openWith', document.uri, 'llmflow.canvas');
    const changes: string[] = [];
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) changes.push(...event.contentChanges.map(({ rangeLength, text }) => `${rangeLength} → ${text}`));
    });
    await writer.apply(document, { kind: 'move', positions: { g: [301, 0] } });
    listener.dispose();
    assert.deepEqual(changes, ['1 → 1']);
  });

  it('makes each edit one undo step, over several ranges too', async () => {
    const document = await openScratch(commentedFlow);
    await vscode.window.showTextDocument(document);
    await writer.apply(document, { kind: 'rename', node: 'g', to: 'draft' });
    await writer.apply(document, { kind: 'move', positions: { a: [9, 9] } });
    await vscode.commands.executeCommand('undo');
    assert.match(document.getText(), /a: \[0, 0\]/);
    assert.match(document.getText(), /draft:/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), commentedFlow);
  });

  it('keeps CRLF line ends', async () => {
    const document = await openScratch(commentedFlow.replaceAll('\n', '\r\n'));
    await writer.apply(document, { kind: 'add-node', type: 'validation', position: [5, 5] });
    assert.doesNotMatch(document.getText(), /[^\r]\n/);
    assert.match(document.getText(), /validation:\r\n {4}type: validation\r\n/);
  });

  it('saves what it wrote, and nothing else', async () => {
    const document = await openScratch(commentedFlow);
    await writer.apply(document, { kind: 'update-node', node: 'g', changes: { llm_provider: 'openai' } });
    await document.save();
    assert.equal(await readScratch(document.uri), commentedFlow.replace('    from: a\n', '    from: a\n    llm_provider: openai\n'));
  });

  it('refuses what a rule forbids, with its sentence, and leaves the text alone', async () => {
    const document = await openScratch(commentedFlow);
    await assert.rejects(writer.apply(document, { kind: 'connect', source: 'g', target: 'a' }), /“a” is an input-node, which cannot have a pre-node/);
    await assert.rejects(writer.apply(document, { kind: 'delete', nodes: ['o'], connections: [] }), /The output-node cannot be deleted/);
    await assert.rejects(writer.apply(document, { kind: 'delete', nodes: ['a'], connections: [] }), /The last input-node cannot be deleted/);
    assert.equal(document.getText(), commentedFlow);
    assert.ok(!document.isDirty);
  });

  it('goes on after an edit that was refused', async () => {
    const document = await openScratch(unconnectedFlow);
    const refused = writer.apply(document, { kind: 'connect', source: 'nobody', target: 'e' });
    const made = writer.apply(document, { kind: 'connect', source: 'a', target: 'e' });
    await assert.rejects(refused, /which does not exist/);
    await made;
    assert.match(document.getText(), /type: ensemble\n {4}from: a\n/);
  });

  it('locks the structure while the workflow runs, but not positions and fields', async () => {
    const document = await openScratch(commentedFlow);
    isLocked = true;
    await assert.rejects(writer.apply(document, { kind: 'rename', node: 'g', to: 'x' }), /until the run ends/);
    await writer.apply(document, { kind: 'move', positions: { a: [7, 7] } });
    assert.match(document.getText(), /a: \[7, 7\]/);
  });

  it('does not write to a text with a syntax error', async () => {
    const document = await openScratch('llmflow: 1\nnodes: [\n');
    await assert.rejects(writer.apply(document, { kind: 'add-node', type: 'input', position: [0, 0] }), /syntax error/);
  });
});
