import * as vscode from 'vscode';
import { resourceKey } from '../resourceKey';
import type { RunService } from './runService';

/** Keeps the context key `llmflow.running`, the workflows that run: menus show Run or Cancel by it. */
export function showRunningIn(runs: RunService): vscode.Disposable {
  const running = resourceKey('llmflow.running');
  return runs.onEvent(({ event }) => {
    if (event.event === 'run-started' || event.event === 'run-ended') running(runs.running.map((key) => vscode.Uri.parse(key)));
  });
}
