import * as vscode from 'vscode';
import { command, trustedCommand } from '../commands/command';
import { workflowUri } from '../commands/workflowUri';
import type { HostConnections } from '../connections/hostConnections';
import type { RunHistory } from '../history/runHistory';
import type { Services } from '../services';
import type { TablePanels } from '../table/tablePanels';
import { addSample } from './addSample';
import { checkWorkflow } from './checkWorkflow';
import { clearHistory } from './clearHistory';
import { FolderStores } from './folderStores';
import { shownKnowledge } from './knowledgeData';
import { LineTree } from './lineTree';
import { LookAgain } from './lookAgain';
import { knowledgeLines } from './lines/knowledgeLines';
import { runLines } from './lines/runLines';
import { sourceLines } from './lines/sourceLines';
import { workflowLines } from './lines/workflowLines';
import { openLine, showRows } from './openLine';
import { RunDocuments, runScheme } from './runDocuments';
import { SidebarData } from './sidebarData';
import { TreeLine } from './treeLine';
import { WorkflowFiles } from './workflowFiles';

export interface SidebarTargets {
  readonly services: Services;
  readonly history: RunHistory;
  readonly connections: Pick<HostConnections, 'known' | 'onDidChange'>;
  readonly tables: TablePanels;
  readonly extensionUri: vscode.Uri;
}

const openCommand = 'llmflow.openLine';

/** The view container “LLM Flow”: workflows, sources, knowledge bases and runs. */
export function registerSidebar({ services, history, connections, tables, extensionUri }: SidebarTargets): vscode.Disposable {
  const { documents, runs, tableRuns, knowledge } = services;
  const files = new WorkflowFiles(documents);
  const views: LineTree[] = [];
  const stores = new FolderStores(() => views.some((view) => view.isVisible));
  const elsewhere = new LookAgain(() => refreshRuns());
  const data = new SidebarData({ files, history, tableRuns, stores, lookAgain: () => elsewhere.soon() });
  const runDocuments = new RunDocuments({ history, read: (folder, query) => stores.read(folder, query) });
  const now = () => new Date();

  const workflows = new LineTree({
    id: 'llmflow.workflows',
    openCommand,
    load: async () => {
      const shown = await data.workflows();
      // The empty views say by it what to do first.
      void vscode.commands.executeCommand('setContext', 'llmflow.hasWorkflows', shown.length > 0);
      return workflowLines(shown, now());
    },
  });
  const sources = new LineTree({
    id: 'llmflow.sources',
    openCommand,
    load: async () => sourceLines(await data.sources(), await connections.known(), now()),
  });
  const knowledgeView = new LineTree({
    id: 'llmflow.knowledge',
    openCommand,
    load: async (signal) => knowledgeLines(await shownKnowledge(knowledge, signal), now()),
  });
  const runsView = new LineTree({ id: 'llmflow.runs', openCommand, load: async () => runLines(await data.runs(), now()) });
  views.push(workflows, sources, knowledgeView, runsView);
  const refreshAll = () => views.forEach((view) => view.refresh());
  const refreshRuns = () => {
    workflows.refresh();
    runsView.refresh();
    const running = runs.running.length + tableRuns.running.length;
    workflows.badge = running === 0 ? undefined : { value: running, tooltip: running === 1 ? 'A workflow is running' : `${running} workflows are running` };
  };

  return vscode.Disposable.from(
    ...views,
    files,
    stores,
    elsewhere,
    files.onDidChange(refreshAll),
    stores.onDidChange(refreshAll),
    history.onDidChange(refreshRuns),
    history.onDidWrite((folder) => {
      void stores.refresh(folder);
      refreshRuns();
    }),
    tableRuns.onDidChange(refreshRuns),
    connections.onDidChange(() => sources.refresh()),
    knowledge.onDidChange(() => knowledgeView.refresh()),
    // It may be a document of a knowledge base, which is behind it now.
    vscode.workspace.onDidSaveTextDocument(() => knowledgeView.refresh()),
    vscode.workspace.registerTextDocumentContentProvider(runScheme, runDocuments),
    vscode.languages.registerDocumentLinkProvider({ scheme: runScheme }, runDocuments),
    command(openCommand, async (target) => {
      if (target instanceof TreeLine && target.line.opens) await openLine(target.line.opens, tables);
    }),
    command('llmflow.showRows', (target) => {
      const source = target instanceof TreeLine ? target.line.source : undefined;
      if (source) showRows(tables, source.folder, source.name);
    }),
    command('llmflow.checkWorkflow', async (target) => {
      const uri = await workflowUri(target, 'Check which workflow?');
      if (uri) await checkWorkflow(uri);
    }),
    trustedCommand('llmflow.clearRunHistory', 'history', () => clearHistory(history)),
    command('llmflow.addSample', () => addSample(extensionUri)),
  );
}
