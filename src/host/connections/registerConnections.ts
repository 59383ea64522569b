import * as vscode from 'vscode';
import { trustedCommand } from '../commands/command';
import { addConnection } from './addConnection';
import type { HostConnections } from './hostConnections';
import type { InsertionTarget } from './insertSource';
import { removeConnection } from './removeConnection';

export function registerConnections(connections: HostConnections, target: InsertionTarget): vscode.Disposable {
  return vscode.Disposable.from(
    trustedCommand('llmflow.addConnection', 'connections', (name) => addConnection(connections, target, typeof name === 'string' ? name : undefined)),
    trustedCommand('llmflow.removeConnection', 'connections', () => removeConnection(connections)),
  );
}
