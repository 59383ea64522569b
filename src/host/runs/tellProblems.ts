import * as vscode from 'vscode';
import { LineIndex } from '../../core/flow/lineIndex';
import type { Problem } from '../../core/flow/problem';

/** Every condition that is not met, in one message. */
export async function tellProblems(name: string, document: vscode.TextDocument, problems: readonly Problem[]): Promise<void> {
  const lines = new LineIndex(document.getText());
  const detail = problems.map(({ message, range }) => `• Line ${lines.positionAt(range.start).line + 1}: ${message}`).join('\n');
  const count = problems.length === 1 ? 'a condition is not met' : `${problems.length} conditions are not met`;
  const show = 'Show Problems';
  const choice = await vscode.window.showErrorMessage(`“${name}” cannot run: ${count}.`, { modal: true, detail }, show);
  if (choice === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
