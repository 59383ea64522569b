import * as vscode from 'vscode';
import type { ConnectionSource } from '../../core/flow/model';
import type { KnownConnection } from '../../core/flow/completion/completion';
import type { Connections, SourceConnection } from '../../core/tables/connections/connection';
import { sourceName } from '../../core/tables/sources/sourceName';
import { SourceError } from '../../core/tables/source';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import type { KnownSources } from '../../core/workspace/readContext';
import { readPulledColumns } from '../../core/workspace/readPulledColumns';
import { refusals } from '../trust';
import { connectionEntry, entryFault, withSecret, type ConnectionEntry } from './connectionEntry';

const section = 'llmflow';
const setting = 'sourceConnections';
const secretPrefix = 'llmflow.connection.';

/**
 * The connections of the user's settings, with their secrets from SecretStorage; behind them those of the environment. A workspace has no
 * say in them.
 */
export class HostConnections implements Connections, KnownSources, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  /** Connections or their secrets have changed, or what may be known of their rows. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly environment: Connections,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${section}.${setting}`)) this.#changed.fire();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(secretPrefix)) this.#changed.fire();
      }),
    );
  }

  async find(name: string): Promise<SourceConnection | undefined> {
    if (!vscode.workspace.isTrusted) throw new SourceError(refusals.connections);
    const entry = this.entry(name);
    return entry ? withSecret(entry, await this.secret(name)) : this.environment.find(name);
  }

  async names(): Promise<readonly string[]> {
    return [...new Set([...this.ownNames, ...(await this.environment.names())])];
  }

  /** The names in the user's settings. */
  get ownNames(): string[] {
    return Object.keys(entries());
  }

  /** What the settings say of a connection; undefined where they do not have it. Throws for an entry that cannot be used. */
  entry(name: string): ConnectionEntry | undefined {
    const value = entries()[name];
    if (value === undefined) return undefined;
    const fault = entryFault(value);
    if (fault !== undefined) {
      throw new SourceError(`The connection “${name}” in the setting “${section}.${setting}” cannot be used: ${fault}. Correct it in the settings.`);
    }
    return connectionEntry.parse(value);
  }

  async secret(name: string): Promise<string | undefined> {
    return this.secrets.get(secretPrefix + name);
  }

  /** `secret`: undefined leaves the stored one, an empty one removes it. */
  async save(name: string, entry: ConnectionEntry, secret: string | undefined): Promise<void> {
    if (secret === '') await this.secrets.delete(secretPrefix + name);
    else if (secret !== undefined) await this.secrets.store(secretPrefix + name, secret);
    await write({ ...userEntries(), [name]: connectionEntry.parse(entry) });
  }

  async remove(name: string): Promise<void> {
    await write(Object.fromEntries(Object.entries(userEntries()).filter(([each]) => each !== name)));
    await this.secrets.delete(secretPrefix + name);
  }

  /** As completion offers them. */
  async known(): Promise<KnownConnection[]> {
    return (await this.names()).map((name) => {
      const type = connectionEntry.safeParse(entries()[name]).data?.type;
      return { name, ...(type && { type }) };
    });
  }

  async connectionNames(wanted: string): Promise<ReadonlySet<string>> {
    const names = new Set(await this.names());
    // The environment knows a name in several spellings.
    if (!names.has(wanted) && (await this.#isInEnvironment(wanted))) names.add(wanted);
    return names;
  }

  async pulledColumns(source: ConnectionSource, place: WorkflowPlace): Promise<readonly string[] | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    return readPulledColumns(sourceName(source, place), place.workspace);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #isInEnvironment(name: string): Promise<boolean> {
    return this.environment.find(name).then(
      (connection) => connection !== undefined,
      // It is there, and using it will say what is wrong with it.
      () => true,
    );
  }
}

/** As they count: where VS Code runs on two machines, of both. */
function entries(): Readonly<Record<string, unknown>> {
  return asEntries(vscode.workspace.getConfiguration(section).get<unknown>(setting));
}

/** As they are written to. */
function userEntries(): Readonly<Record<string, unknown>> {
  return asEntries(vscode.workspace.getConfiguration(section).inspect<unknown>(setting)?.globalValue);
}

function asEntries(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

async function write(value: Readonly<Record<string, unknown>>): Promise<void> {
  const isEmpty = Object.keys(value).length === 0;
  await vscode.workspace.getConfiguration(section).update(setting, isEmpty ? undefined : value, vscode.ConfigurationTarget.Global);
}
