import * as vscode from 'vscode';
import { openKnowledgeBases } from '../../../src/core/knowledge/openKnowledgeBases';
import { FlowDocuments } from '../../../src/host/documents/flowDocuments';
import { FlowWriter } from '../../../src/host/documents/flowWriter';
import { KnowledgeService } from '../../../src/host/knowledge/knowledgeService';
import { ApiKeys } from '../../../src/host/models/apiKeys';
import { ModelService } from '../../../src/host/models/modelService';
import { RunService } from '../../../src/host/runs/runService';
import type { Services } from '../../../src/host/services';
import { WorkspaceStores } from '../../../src/host/store/workspaceStores';
import type { Confirm } from '../../../src/host/tableRuns/confirmRun';
import { TableRunService } from '../../../src/host/tableRuns/tableRunService';
import { memorySecrets } from './memorySecrets';

export interface TestServices extends Services {
  readonly keys: ApiKeys;
  /** Answers before a table run that is not cheap; by default with a run. */
  confirm: Confirm;
  dispose(): void;
}

/** The services as the extension wires them, with secrets and environment of their own. */
export function createTestServices(environment: Readonly<Record<string, string>> = {}): TestServices {
  const output = vscode.window.createOutputChannel('LLM Flow tests');
  const keys = new ApiKeys(memorySecrets(), environment);
  const models = new ModelService(keys, environment);
  const embed = () => Promise.reject(new Error('These tests have no embedding model.'));
  const knowledge = new KnowledgeService((workspace) => openKnowledgeBases({ workspace, embed }));
  const documents = new FlowDocuments(undefined, knowledge);
  const runs = new RunService(documents, models, knowledge);
  const stores = new WorkspaceStores((message) => output.appendLine(message));
  const tableRuns = new TableRunService(documents, { models, stores, knowledge, confirm: (question) => services.confirm(question) });
  const writer = new FlowWriter(documents, ({ uri }, structure) => (structure === 'graph' ? runs : tableRuns).isRunning(uri));
  const all = vscode.Disposable.from(output, models, knowledge, documents, runs, tableRuns);
  const services: TestServices = {
    ...{ output, keys, models, knowledge, documents, runs, tableRuns, stores, writer },
    confirm: () => Promise.resolve('run'),
    dispose: () => void all.dispose(),
  };
  return services;
}
