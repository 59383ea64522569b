import * as vscode from 'vscode';
import { tryConnection } from '../../core/tables/sources/tryConnection';
import { errorText } from '../../core/text/errorText';
import { connectionSteps, draftOf, entryOf, type ConnectionDraft } from './connectionDraft';
import { connectionEntry, withSecret, type ConnectionEntry } from './connectionEntry';
import type { HostConnections } from './hostConnections';
import { offerInsertion, type InsertionTarget } from './insertSource';
import { askAll } from './quickInput';

/** Steps that may be answered already: type and name. */
const identitySteps = 2;

/** Asks for a connection, tries it and saves it. `wanted` is a name that a workflow uses already. */
export async function addConnection(connections: HostConnections, target: InsertionTarget, wanted?: string): Promise<void> {
  const taken = connections.ownNames;
  // One that is there, but cannot be used, is made anew.
  const isFree = wanted !== undefined && !taken.includes(wanted);
  const initial: ConnectionDraft = { fields: {}, ...(isFree && { name: wanted }) };
  const saved = await askAndSave('Add Source Connection', connections, initial, { taken, hasSecret: false }, 0);
  if (saved !== undefined) await offerInsertion(saved, target);
}

/** Asks again for all but the name of a connection. */
export async function editConnection(connections: HostConnections, name: string): Promise<void> {
  const entry = connections.entry(name);
  if (!entry) throw new Error(`There is no connection “${name}” in the settings.`);
  const hasSecret = (await connections.secret(name)) !== undefined;
  const saved = await askAndSave(`Edit “${name}”`, connections, draftOf(name, entry), { taken: connections.ownNames.filter((each) => each !== name), hasSecret }, identitySteps);
  if (saved && saved.name !== name) await connections.remove(name);
}

interface Saved {
  readonly name: string;
  readonly type: ConnectionEntry['type'];
}

async function askAndSave(
  title: string,
  connections: HostConnections,
  initial: ConnectionDraft,
  { taken, hasSecret }: { readonly taken: readonly string[]; readonly hasSecret: boolean },
  firstStep: number,
): Promise<Saved | undefined> {
  const context = { taken, hasSecret };
  let first = firstStep;
  for (let draft = initial; ; first = identitySteps) {
    const answered = await askAll(title, draft, (each) => connectionSteps(each, context), first);
    if (!answered?.name) return undefined;
    draft = answered;
    const entry = connectionEntry.parse(entryOf(draft));
    const stored = hasSecret && initial.name !== undefined ? await connections.secret(initial.name) : undefined;
    // Where the access key comes from the environment, its secret does too.
    const secret = entry.type === 's3' && entry.accessKeyId === undefined ? '' : draft.secret || stored;
    const decision = draft.ending === 'test' ? await testAndAsk(answered.name, entry, secret) : 'save';
    if (decision === 'drop') return undefined;
    if (decision === 'edit') continue;
    await connections.save(answered.name, entry, secret);
    return { name: answered.name, type: entry.type };
  }
}

/** Tries the connection; where that fails, the user decides, having read the server's words. */
async function testAndAsk(name: string, entry: ConnectionEntry, secret: string | undefined): Promise<'save' | 'edit' | 'drop'> {
  const failure = await test(name, entry, secret);
  if (failure === undefined) return 'save';
  if (failure === 'cancelled') return 'edit';
  const [saveAnyway, edit] = ['Save anyway', 'Edit'];
  const choice = await vscode.window.showErrorMessage(`“${name}” does not work yet.`, { modal: true, detail: failure.reason }, edit, saveAnyway);
  if (choice === saveAnyway) return 'save';
  return choice === edit ? 'edit' : 'drop';
}

async function test(name: string, entry: ConnectionEntry, secret: string | undefined): Promise<undefined | 'cancelled' | { readonly reason: string }> {
  const options = { location: vscode.ProgressLocation.Notification, title: `Testing “${name}”…`, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const abort = new AbortController();
    const subscription = token.onCancellationRequested(() => abort.abort());
    try {
      await tryConnection(name, withSecret(entry, secret), abort.signal);
      return undefined;
    } catch (error) {
      return abort.signal.aborted ? 'cancelled' : { reason: errorText(error) };
    } finally {
      subscription.dispose();
    }
  });
}
