import * as vscode from 'vscode';
import { planEdit } from '../../core/flow/edits/planEdit';
import { structureOf, type FlowEdit, type Structure } from '../../core/flow/flowEdit';
import type { TextEdit } from '../../core/flow/problem';
import { refuseEdit } from '../../core/flow/rules/refuseEdit';
import type { FlowDocuments } from './flowDocuments';

/** An edit that was not made; the message says why. */
export class EditNotMade extends Error {}

/**
 * The one place that writes to workflow documents. An edit is planned against the text as it is when its turn comes, and
 * becomes one `WorkspaceEdit` with the smallest ranges: one undo step. Edits of a document queue up, because VS Code rejects
 * all but the first of several that are applied at once.
 */
export class FlowWriter {
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly documents: FlowDocuments,
    /** Whether a half of the document runs, so that its structure must stay. */
    private readonly isLocked: (document: vscode.TextDocument, structure: Structure) => boolean,
  ) {}

  /** Rejects with `EditNotMade` or `EditRefused`, whose messages are for the user; the document is then as it was. */
  apply(document: vscode.TextDocument, edit: FlowEdit): Promise<void> {
    return this.#enqueue(document, () => {
      const structure = structureOf(edit);
      if (structure && this.isLocked(document, structure)) throw new EditNotMade(lockedMessages[structure]);
      const snapshot = this.documents.read(document);
      if (snapshot.document.state === 'broken') {
        throw new EditNotMade('The text has a syntax error. Mend it in the text editor first.');
      }
      const refusal = refuseEdit(snapshot.document, edit);
      if (refusal !== undefined) throw new EditNotMade(refusal);
      return planEdit(document.getText(), edit);
    });
  }

  /** Makes text edits that are planned when their turn comes. Rejects with `EditNotMade`. */
  change(document: vscode.TextDocument, plan: () => readonly TextEdit[]): Promise<void> {
    return this.#enqueue(document, plan);
  }

  replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
    return this.change(document, () => [{ range: { start: 0, end: document.getText().length }, text }]);
  }

  #enqueue(document: vscode.TextDocument, plan: () => readonly TextEdit[]): Promise<void> {
    const key = document.uri.toString();
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(() => write(document, plan()));
    const settled = turn.catch(() => undefined);
    this.#queues.set(key, settled);
    void settled.then(() => {
      if (this.#queues.get(key) === settled) this.#queues.delete(key);
    });
    return turn;
  }
}

const lockedMessages: Readonly<Record<Structure, string>> = {
  graph: 'The workflow is running: its nodes and connections cannot be changed until the run ends.',
  table: 'The table is running: its source and its processes cannot be changed until the run ends.',
};

async function write(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  if (edits.length === 0) return;
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const { range, text } of edits) workspaceEdit.replace(document.uri, rangeIn(document, range), text);
  if (!(await vscode.workspace.applyEdit(workspaceEdit))) {
    throw new EditNotMade('VS Code did not apply the change: the file is read-only, or it changed at the same moment. Try again.');
  }
}

export function rangeIn(document: vscode.TextDocument, { start, end }: TextEdit['range']): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
