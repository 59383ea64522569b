import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../dist/webview/', import.meta.url));
const themes = fileURLToPath(new URL('themes/', import.meta.url));
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

export type Theme = 'dark' | 'light' | 'high-contrast';

/** Serves the built pages as VS Code does: own origin, one script with a nonce, no inline style. */
export async function servePages(): Promise<{ readonly url: string; readonly close: () => void }> {
  await access(join(built, 'canvas.js')).catch(() => {
    throw new Error('The canvas is not built. Run "npm run build" first.');
  });
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(pageHtml(searchParams.get('page') ?? 'canvas', searchParams.get('theme') ?? 'dark'));
      return;
    }
    const file = pathname.startsWith('/themes/') ? join(themes, normalize(pathname.slice(8))) : join(built, normalize(pathname));
    readFile(file).then(
      (content) => response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function pageHtml(page: string, theme: string): string {
  const nonce = randomBytes(16).toString('base64');
  const kind = { light: 'vscode-light', 'high-contrast': 'vscode-high-contrast' }[theme] ?? 'vscode-dark';
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'; img-src 'self' data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/themes/${theme}.css">
<link rel="stylesheet" href="/${page}.css">
<link rel="stylesheet" href="/codicons/codicon.css" id="vscode-codicon-stylesheet">
<title>LLM Flow</title>
</head>
<body class="${kind}"><div id="root"></div><script type="module" nonce="${nonce}" src="/${page}.js"></script></body>
</html>`;
}
