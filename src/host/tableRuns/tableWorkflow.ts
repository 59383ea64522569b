import path from 'node:path';
import * as vscode from 'vscode';
import type { Flow, FlowSource } from '../../core/flow/model';
import { tableProblems } from '../../core/flow/rules/checkFlow';
import { workflowId } from '../../core/tables/workflowRow';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import { workflowPlace, workspaceFolderOf, type FlowDocuments } from '../documents/flowDocuments';
import { showFailure, TrustError } from '../trust';
import { tellProblems } from '../runs/tellProblems';

/** A workflow as a table run takes it from the file, once. */
export interface TableWorkflow {
  readonly uri: vscode.Uri;
  readonly flow: Flow;
  readonly source: FlowSource;
  /** As users know it. */
  readonly name: string;
  readonly place: WorkflowPlace;
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly workflow_id: string;
}

/** Reads a workflow for its table. Undefined, and the user has been told why, where nothing may run. */
export function readTableWorkflow(documents: FlowDocuments, document: vscode.TextDocument): TableWorkflow | undefined {
  const { uri } = document;
  const { document: flowDocument, problems } = documents.read(document);
  const { flow } = flowDocument;
  const name = flow.name ?? path.basename(uri.path, '.llmflow');
  const why = refusal(uri);
  const blocking = tableProblems(flowDocument, problems);
  if (why !== undefined) void showFailure(why);
  else if (blocking.length > 0) void tellProblems(name, document, blocking);
  else if (!flow.source) void vscode.window.showErrorMessage(`“${name}” names no source. Add “source:” with a file, such as rows.csv, or with a connection.`);
  else return { uri, flow, source: flow.source, name, place: workflowPlace(uri), ...readTableIdentity(documents, document) };
  return undefined;
}

/** Why no table may run, whatever the workflow says. */
function refusal(uri: vscode.Uri): Error | undefined {
  if (!vscode.workspace.isTrusted) return new TrustError('tables');
  if (uri.scheme !== 'file') return new Error('A table’s results are kept in the workflow’s folder. Save the workflow on a disk first.');
  return undefined;
}

/** What a workflow goes by in the tables, whatever is wrong with it: in two windows, or in a terminal, the same. */
export function readTableIdentity(documents: FlowDocuments, document: vscode.TextDocument): Pick<TableWorkflow, 'path' | 'workflow_id'> {
  const relative = path.relative(workspaceFolderOf(document.uri), document.uri.fsPath).split(path.sep).join('/');
  return { path: relative, workflow_id: workflowId(documents.read(document).document.flow, relative) };
}
