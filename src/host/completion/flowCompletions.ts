import * as vscode from 'vscode';
import type { Completion } from '../../core/flow/completion/completion';
import { completionsAt } from '../../core/flow/completion/completionsAt';
import { documentationAt } from '../../core/flow/completion/documentationAt';
import type { HostConnections } from '../connections/hostConnections';
import { flowLanguage } from '../documents/flowDocuments';
import { rangeIn } from '../documents/flowWriter';
import type { ModelService } from '../models/modelService';
import { completionWorld } from './completionWorld';

/** What begins something that can be chosen: a value, an entry of a list, a placeholder. */
const triggers = [' ', ':', '[', ',', '{', '"', "'", '.'];

/** Completion in the text of workflows, and what their keys mean when they are pointed at. */
export function registerCompletions(models: ModelService, connections: HostConnections): vscode.Disposable {
  const selector = { language: flowLanguage };
  const completions: vscode.CompletionItemProvider = {
    provideCompletionItems: async (document, position) => {
      const world = completionWorld(document.uri, models, connections);
      const found = await completionsAt(document.getText(), document.offsetAt(position), world);
      return found.map((completion, index) => itemOf(document, position, completion, index));
    },
  };
  const hovers: vscode.HoverProvider = {
    provideHover: (document, position) => {
      const documentation = documentationAt(document.getText(), document.offsetAt(position));
      return documentation && new vscode.Hover(new vscode.MarkdownString(documentation.text), rangeIn(document, documentation.range));
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(selector, completions, ...triggers),
    vscode.languages.registerHoverProvider(selector, hovers),
  );
}

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  choice: vscode.CompletionItemKind.EnumMember,
  node: vscode.CompletionItemKind.Reference,
  column: vscode.CompletionItemKind.Field,
  file: vscode.CompletionItemKind.File,
  connection: vscode.CompletionItemKind.Interface,
  placeholder: vscode.CompletionItemKind.Variable,
};

function itemOf(document: vscode.TextDocument, position: vscode.Position, completion: Completion, index: number): vscode.CompletionItem {
  const { label, kind, insert, range, detail, documentation, continues } = completion;
  const item = new vscode.CompletionItem({ label, ...(detail !== undefined && { description: detail }) }, kinds[kind]);
  item.insertText = insert;
  const replacing = rangeIn(document, range);
  // With a brace that the editor has closed by itself there is only one way to read it.
  item.range = kind === 'placeholder' ? replacing : { inserting: new vscode.Range(replacing.start, position), replacing };
  item.filterText = label;
  // The order of the format, of the file's nodes, of the source's columns.
  item.sortText = String(index).padStart(5, '0');
  if (documentation !== undefined) item.documentation = new vscode.MarkdownString(documentation);
  if (continues === true) item.command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
  return item;
}
