import * as vscode from 'vscode';
import { sourceLines } from '../../core/flow/completion/connections';
import { planSource } from '../../core/flow/edits/planSource';
import type { KnownConnection } from '../../core/flow/completion/completion';
import { activeWorkflow } from '../commands/workflowUri';
import type { FlowDocuments } from '../documents/flowDocuments';
import type { FlowWriter } from '../documents/flowWriter';

export interface InsertionTarget {
  readonly documents: FlowDocuments;
  readonly writer: FlowWriter;
}

/** Says that a connection is saved, and offers to use it in the workflow that is open in front, or to copy the lines that do. */
export async function offerInsertion(connection: KnownConnection, { documents, writer }: InsertionTarget): Promise<void> {
  const uri = activeWorkflow();
  const document = uri && (await vscode.workspace.openTextDocument(uri));
  const canInsert = document && planSource(documents.read(document).document, connection) !== undefined;
  const [insert, copy] = ['Insert into Workflow', 'Copy as YAML'];
  const choice = await vscode.window.showInformationMessage(`The connection “${connection.name}” is saved.`, ...(canInsert ? [insert] : []), copy);
  if (choice === copy) await vscode.env.clipboard.writeText(`source:\n${sourceLines(connection).map((line) => `  ${line}\n`).join('')}`);
  if (choice === insert && document) await writer.change(document, () => planSource(documents.read(document).document, connection) ?? []);
}
