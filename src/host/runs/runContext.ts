import * as vscode from 'vscode';
import type { RunService } from './runService';

/** Keeps the context key `llmflow.running`, the URIs of what runs: menus show Run or Cancel by it. */
export function showRunningIn(runs: RunService): vscode.Disposable {
  return runs.onEvent(({ event }) => {
    if (event.event === 'run-started' || event.event === 'run-ended') {
      void vscode.commands.executeCommand('setContext', 'llmflow.running', runs.running);
    }
  });
}
