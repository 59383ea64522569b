import * as vscode from 'vscode';
import { catalog } from '../../core/models/catalog';
import { isKeyedProvider, keyedProviders, type ApiKeys, type KeyedProvider, type KeySource } from './apiKeys';

const sourceNotes: Readonly<Record<KeySource, string>> = {
  secret: 'a key is stored',
  environment: 'a key comes from the environment',
  none: 'no key',
};

/** Asks for a provider and its key, and keeps the key in SecretStorage. An empty key removes the stored one. */
export async function setApiKey(keys: ApiKeys, wanted?: unknown): Promise<void> {
  const provider = typeof wanted === 'string' && isKeyedProvider(wanted) ? wanted : await pickProvider(keys);
  if (!provider) return;
  const { label } = catalog[provider];
  const key = await vscode.window.showInputBox({
    title: `API key for ${label}`,
    prompt: 'Kept in VS Code’s secret storage. Leave it empty to remove the stored key.',
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  if (key.trim() === '') {
    await keys.remove(provider);
    void vscode.window.showInformationMessage(`The stored key for ${label} was removed.`);
  } else {
    await keys.store(provider, key.trim());
    void vscode.window.showInformationMessage(`The key for ${label} is stored.`);
  }
}

async function pickProvider(keys: ApiKeys): Promise<KeyedProvider | undefined> {
  const items = await Promise.all(
    keyedProviders.map(async (provider) => ({
      label: catalog[provider].label,
      description: sourceNotes[await keys.source(provider)],
      provider,
    })),
  );
  return (await vscode.window.showQuickPick(items, { title: 'Set the API key of…' }))?.provider;
}
