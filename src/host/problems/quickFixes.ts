import * as vscode from 'vscode';
import { planEdit } from '../../core/flow/edits/planEdit';
import type { QuickFix } from '../../core/flow/problem';
import { nodeAt } from '../../core/flow/parse/flowDocument';
import type { FlowDocuments } from '../documents/flowDocuments';
import { rangeIn } from '../documents/flowWriter';

/** Offers each problem's fix, and the way to its node on the canvas. */
export class QuickFixes implements vscode.CodeActionProvider {
  constructor(private readonly documents: FlowDocuments) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const { document: flowDocument, problems } = this.documents.read(document);
    const touched = problems.filter((problem) => rangeIn(document, problem.range).intersection(range));
    const fixes = touched.flatMap(({ fix, message }) => {
      if (!fix) return [];
      const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = context.diagnostics.filter((diagnostic) => diagnostic.message === message);
      if ('addConnection' in fix) action.command = { title: fix.title, command: 'llmflow.addConnection', arguments: [fix.addConnection] };
      else if ('createKnowledgeBase' in fix) action.command = createKnowledgeBase(document, fix);
      else action.edit = workspaceEdit(document, fix);
      action.isPreferred = true;
      return [action];
    });
    const node = nodeAt(flowDocument, document.offsetAt(range.start));
    return touched.length > 0 && node !== undefined ? [...fixes, showOnCanvas(document.uri, node, context.diagnostics)] : fixes;
  }
}

function workspaceEdit(document: vscode.TextDocument, fix: Exclude<QuickFix, { addConnection: string } | { createKnowledgeBase: string }>): vscode.WorkspaceEdit {
  const edits = 'edits' in fix ? fix.edits : planEdit(document.getText(), fix.flowEdit);
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, rangeIn(document, range), text);
  return edit;
}

/** In the folder that the workflow belongs to. */
function createKnowledgeBase({ uri }: vscode.TextDocument, { title, createKnowledgeBase: name }: Extract<QuickFix, { createKnowledgeBase: string }>): vscode.Command {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
  return { title, command: 'llmflow.newKnowledgeBase', arguments: [{ name, ...(folder !== undefined && { folder }) }] };
}

function showOnCanvas(uri: vscode.Uri, node: string, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(`Show “${node}” on the canvas`, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...diagnostics];
  action.command = { title: action.title, command: 'llmflow.revealNode', arguments: [uri.toString(), node] };
  return action;
}
