import * as vscode from 'vscode';

/** A SecretStorage of a test's own. */
export function memorySecrets(): vscode.SecretStorage {
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
