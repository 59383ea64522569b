import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, nameOf, openScratch, writeScratch } from './support/scratch';

/** The labels offered at the `|` of a text that is opened. */
async function offered(marked: string): Promise<{ labels: string[]; items: vscode.CompletionItem[] }> {
  const document = await openScratch(marked.replace('|', ''));
  await vscode.window.showTextDocument(document);
  const position = document.positionAt(marked.indexOf('|'));
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, position);
  // VS Code adds the words of the document where nothing else is offered.
  const ours = items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
  return { labels: ours.map(({ label }) => (typeof label === 'string' ? label : label.label)), items: ours };
}

describe('completion in the text', () => {
  afterEach(closeAll);

  it('offers the columns of a CSV source', async () => {
    await writeScratch('id,Review text\n1,good\n', 'columns.csv');
    const { labels } = await offered('llmflow: 1\nsource: columns.csv\nprocesses:\n  sentiment: |\n');
    assert.deepEqual(labels, ['id', 'Review text']);
  });

  it('offers the files and workflows of the workspace by their paths from the workflow', async () => {
    const other = nameOf(await writeScratch('llmflow: 1\n'));
    const sources = await offered('llmflow: 1\nsource: |\n');
    assert.ok(sources.labels.includes('reviews.csv'), sources.labels.join());
    const flows = await offered('llmflow: 1\nsource: reviews.csv\nprocesses:\n  x:\n    column: review\n    flow: |\n');
    assert.ok(flows.labels.includes(other), flows.labels.join());
  });

  it('offers keys with their documentation, and models of the provider', async () => {
    const { labels, items } = await offered('llmflow: 1\nnodes:\n  g:\n    |\n');
    assert.deepEqual(labels.slice(0, 2), ['type', 'from']);
    assert.match(items[0]?.documentation instanceof vscode.MarkdownString ? items[0].documentation.value : '', /What the node does/);
    assert.deepEqual((await offered('llmflow: 1\nllm_provider: builtin\nmodel_type: |\n')).labels, ['auto', 'echo', 'sentiment', 'summarize', 'keywords']);
  });

  it('says what a key is for', async () => {
    const document = await openScratch('llmflow: 1\nknowledge_base: x\n');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, new vscode.Position(1, 3));
    const texts = hovers.flatMap(({ contents }) => contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')));
    assert.ok(texts.some((text) => text.includes('name of a knowledge base')), texts.join());
  });
});
