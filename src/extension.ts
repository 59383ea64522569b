import * as vscode from 'vscode';
import { CanvasEditor } from './host/canvas/canvasEditor';
import { registerCommands } from './host/commands/registerCommands';
import { openKnowledgeBases } from './core/knowledge/openKnowledgeBases';
import { environmentConnections } from './core/tables/connections/environment';
import { registerCompletions } from './host/completion/flowCompletions';
import { HostConnections } from './host/connections/hostConnections';
import { registerConnections } from './host/connections/registerConnections';
import { FlowDocuments, flowLanguage } from './host/documents/flowDocuments';
import { FlowWriter } from './host/documents/flowWriter';
import { ApiKeys } from './host/models/apiKeys';
import { modelListMemento } from './host/models/modelListMemento';
import { ModelService } from './host/models/modelService';
import { KnowledgeService } from './host/knowledge/knowledgeService';
import { registerKnowledge } from './host/knowledge/registerKnowledge';
import { RunHistory } from './host/history/runHistory';
import { FlowDiagnostics } from './host/problems/flowDiagnostics';
import { QuickFixes } from './host/problems/quickFixes';
import { FlowLenses } from './host/runs/flowLenses';
import { showRunningIn } from './host/runs/runContext';
import { writeRunsTo } from './host/runs/runOutput';
import { RunService } from './host/runs/runService';
import { RunStatusBar } from './host/runs/runStatusBar';
import { registerSidebar } from './host/sidebar/registerSidebar';
import { WorkspaceStores } from './host/store/workspaceStores';
import { TablePanels } from './host/table/tablePanels';
import { confirmRun } from './host/tableRuns/confirmRun';
import { registerTableRuns } from './host/tableRuns/registerTableRuns';
import { TableRunService } from './host/tableRuns/tableRunService';

let endRuns: () => Promise<void> = () => Promise.resolve();

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('LLM Flow');
  const keys = new ApiKeys(context.secrets, process.env);
  const models = new ModelService(keys, process.env, { lists: modelListMemento(context.globalState) });
  const connections = new HostConnections(context.secrets, environmentConnections(process.env));
  const knowledge = new KnowledgeService((workspace) => openKnowledgeBases({ workspace, embed: models.embed }));
  const documents = new FlowDocuments(connections, knowledge);
  const runs = new RunService(documents, models, knowledge);
  const stores = new WorkspaceStores((message) => void vscode.window.showWarningMessage(message));
  const tableRuns = new TableRunService(documents, { models, stores, connections, knowledge, confirm: confirmRun });
  const writer = new FlowWriter(documents, ({ uri }, structure) => (structure === 'graph' ? runs : tableRuns).isRunning(uri));
  const services = { documents, writer, models, runs, tableRuns, stores, connections, knowledge, output };

  const history = new RunHistory({ runs, tableRuns, documents, stores, output });
  endRuns = async () => {
    // Tables take a moment to stop, and their end is recorded too.
    await Promise.all([tableRuns.stop(), history.save()]);
    await history.close();
  };
  const tables = new TablePanels(context.extensionUri, tableRuns);
  const { editor, registration } = CanvasEditor.register(context.extensionUri, services, (folder, subject) => tables.show(folder, subject));
  const lenses = new FlowLenses(documents, runs);
  const selector = { language: flowLanguage };
  context.subscriptions.push(
    output,
    models,
    documents,
    runs,
    tableRuns,
    registration,
    tables,
    lenses,
    new FlowDiagnostics(documents),
    new RunStatusBar(runs),
    showRunningIn(runs),
    writeRunsTo(output, runs, documents),
    vscode.languages.registerCodeLensProvider(selector, lenses),
    vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(documents), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    connections,
    knowledge,
    registerKnowledge(services, () => models.embeddingOffer()),
    registerConnections(connections, services),
    registerCompletions(models, connections),
    registerTableRuns(services, tables),
    history,
    registerSidebar({ services, history, connections, tables, extensionUri: context.extensionUri }),
    registerCommands({ services, keys, canvas: editor, tables }),
  );
}

/** VS Code waits a few seconds: results and outcomes that have come are made safe. */
export function deactivate(): Promise<void> {
  return endRuns();
}
