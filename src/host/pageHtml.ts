import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page of a bundle in dist/webview. Scripts run by nonce only, styles come from files only, nothing comes from the network. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, bundle: string): string {
  const nonce = randomBytes(16).toString('base64');
  const resource = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${resource('codicons/codicon.css')}">
    <link rel="stylesheet" href="${resource(`${bundle}.css`)}">
    <title>LLM Flow</title>
  </head>
  <body>
    <div id="root"></div>
    <script type="module" nonce="${nonce}" src="${resource(`${bundle}.js`)}"></script>
  </body>
</html>`;
}

export function pageResources(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')];
}
