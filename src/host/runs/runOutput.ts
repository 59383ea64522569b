import * as vscode from 'vscode';
import type { RunEvent } from '../../core/run/events';
import { createLineReporter } from '../../core/run/lineReporter';
import type { FlowDocuments } from '../documents/flowDocuments';
import type { RunService } from './runService';

/** Writes every run to the output channel as whole lines, each with its node's name. */
export function writeRunsTo(output: Pick<vscode.OutputChannel, 'appendLine'>, runs: RunService, documents: FlowDocuments): vscode.Disposable {
  const reporters = new Map<string, (event: RunEvent) => void>();
  return runs.onEvent(({ uri, event }) => {
    if (event.event === 'run-started') {
      const document = documents.open.find((open) => open.uri.toString() === uri.toString());
      const nodes = document ? documents.read(document).document.flow.nodes : [];
      output.appendLine(`\n${new Date(event.time).toLocaleString()}  ${vscode.workspace.asRelativePath(uri)}`);
      reporters.set(event.run, createLineReporter(nodes, (line) => output.appendLine(line)));
    }
    reporters.get(event.run)?.(event);
    if (event.event === 'run-ended') reporters.delete(event.run);
  });
}
