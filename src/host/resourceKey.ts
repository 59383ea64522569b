import * as vscode from 'vscode';

/**
 * A context key that menus look resources up in, as `resourcePath in key`. By path: in a remote window a resource has another URI for
 * menus than for extensions. It is set only when it changes, because every change has VS Code look at all menus.
 */
export function resourceKey(key: string): (uris: readonly vscode.Uri[]) => void {
  let last: string | undefined;
  return (uris) => {
    const paths = [...new Set(uris.flatMap((uri) => [uri.fsPath, uri.path]))];
    const text = paths.join('\n');
    if (text === last) return;
    last = text;
    // An empty list would count as true.
    void vscode.commands.executeCommand('setContext', key, paths.length > 0 ? paths : undefined);
  };
}
