import * as vscode from 'vscode';
import { FlowDocuments } from '../../../src/host/documents/flowDocuments';
import { FlowWriter } from '../../../src/host/documents/flowWriter';
import { ApiKeys } from '../../../src/host/models/apiKeys';
import { ModelService } from '../../../src/host/models/modelService';
import { RunService } from '../../../src/host/runs/runService';
import type { Services } from '../../../src/host/services';

export interface TestServices extends Services {
  readonly keys: ApiKeys;
  dispose(): void;
}

/** The services as the extension wires them, with secrets and environment of their own. */
export function createTestServices(environment: Readonly<Record<string, string>> = {}): TestServices {
  const output = vscode.window.createOutputChannel('LLM Flow tests');
  const keys = new ApiKeys(memorySecrets(), environment);
  const models = new ModelService(keys, environment);
  const documents = new FlowDocuments();
  const runs = new RunService(documents, models);
  const writer = new FlowWriter(documents, (document) => runs.isRunning(document.uri));
  const all = vscode.Disposable.from(output, models, documents, runs);
  return { output, keys, models, documents, runs, writer, dispose: () => void all.dispose() };
}

function memorySecrets(): vscode.SecretStorage {
  const secrets = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const change = (key: string, value: string | undefined) => {
    if (value === undefined) secrets.delete(key);
    else secrets.set(key, value);
    changed.fire({ key });
    return Promise.resolve();
  };
  return {
    get: (key) => Promise.resolve(secrets.get(key)),
    store: (key, value) => change(key, value),
    delete: (key) => change(key, undefined),
    onDidChange: changed.event,
  };
}
