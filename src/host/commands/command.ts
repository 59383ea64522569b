import * as vscode from 'vscode';
import { requireTrust, showFailure, type NeedsTrust } from '../trust';

type Handler = (...args: unknown[]) => unknown;

/** Registers a command whose failure is one clear message, never silence. */
export function command(id: string, handler: Handler): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      await handler(...args);
    } catch (error) {
      void showFailure(error);
    }
  });
}

/** Registers a command that does nothing, and asks nothing, before the workspace is trusted. */
export function trustedCommand(id: string, what: NeedsTrust, handler: Handler): vscode.Disposable {
  return command(id, (...args) => {
    requireTrust(what);
    return handler(...args);
  });
}
