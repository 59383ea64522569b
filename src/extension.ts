import * as vscode from 'vscode';
import { CanvasEditor } from './host/canvas/canvasEditor';
import { registerCommands } from './host/commands/registerCommands';
import { FlowDocuments, flowLanguage } from './host/documents/flowDocuments';
import { FlowWriter } from './host/documents/flowWriter';
import { ApiKeys } from './host/models/apiKeys';
import { ModelService } from './host/models/modelService';
import { FlowDiagnostics } from './host/problems/flowDiagnostics';
import { QuickFixes } from './host/problems/quickFixes';
import { FlowLenses } from './host/runs/flowLenses';
import { showRunningIn } from './host/runs/runContext';
import { writeRunsTo } from './host/runs/runOutput';
import { RunService } from './host/runs/runService';
import { RunStatusBar } from './host/runs/runStatusBar';
import { TablePanels } from './host/table/tablePanels';

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('LLM Flow');
  const keys = new ApiKeys(context.secrets, process.env);
  const models = new ModelService(keys, process.env);
  const documents = new FlowDocuments();
  const runs = new RunService(documents, models);
  const writer = new FlowWriter(documents, (document) => runs.isRunning(document.uri));
  const services = { documents, writer, models, runs, output };

  const tables = new TablePanels(context.extensionUri);
  const { editor, registration } = CanvasEditor.register(context.extensionUri, services);
  const lenses = new FlowLenses(documents, runs);
  const selector = { language: flowLanguage };
  context.subscriptions.push(
    output,
    models,
    documents,
    runs,
    registration,
    tables,
    lenses,
    new FlowDiagnostics(documents),
    new RunStatusBar(runs),
    showRunningIn(runs),
    writeRunsTo(output, runs, documents),
    vscode.languages.registerCodeLensProvider(selector, lenses),
    vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(documents), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    registerCommands({ services, keys, canvas: editor, tables }),
  );
}
