import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';

const types = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf', '.json': 'application/json' };

/**
 * Serves the pages `/canvas` and `/bare`, and what each asks for once it has loaded. `takeHostMs` gives the time that the
 * last welcome took.
 *
 * @param {{ pages: string, host: { welcome(text: string): unknown, elements(text: string): unknown }, text: string, textWithoutLayout: string }} content
 */
export async function servePages({ pages, host, text, textWithoutLayout }) {
  const bareElements = JSON.stringify(host.elements(text));
  let hostMs = 0;
  const welcome = (file) => {
    const start = performance.now();
    const messages = JSON.stringify(host.welcome(file));
    hostMs = performance.now() - start;
    return messages;
  };
  const answers = {
    '/canvas': () => html('canvas', ['/themes/dark.css', '/codicons/codicon.css', '/pages/canvas.css']),
    '/bare': () => html('bare', ['/themes/dark.css', '/pages/bare.css']),
    '/welcome.json': () => welcome(text),
    '/welcome-without-layout.json': () => welcome(textWithoutLayout),
    '/elements.json': () => bareElements,
  };
  const folders = {
    '/pages/': pages,
    '/themes/': join(root, 'test/webview/harness/themes'),
    '/codicons/': join(root, 'node_modules/@vscode/codicons/dist'),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const answer = answers[path];
    if (answer) return void response.setHeader('content-type', types[extname(path)] ?? 'text/html').end(answer());
    readFile(fileIn(folders, path)).then(
      (content) => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const takeHostMs = () => {
    const taken = hostMs;
    hostMs = 0;
    return taken;
  };
  return { url: `http://127.0.0.1:${server.address().port}`, takeHostMs, close: () => server.close() };
}

function fileIn(folders, path) {
  const prefix = Object.keys(folders).find((each) => path.startsWith(each)) ?? '/pages/';
  return join(folders[prefix], path.slice(prefix.length));
}

function html(page, styles) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<style>html, body, #root { height: 100%; margin: 0; }</style>
${styles.map((href) => `<link rel="stylesheet" href="${href}" ${href.includes('codicon') ? 'id="vscode-codicon-stylesheet"' : ''}>`).join('\n')}
<title>${page}</title>
</head>
<body class="vscode-dark"><div id="root"></div><script type="module" src="/pages/${page}.js"></script></body>
</html>`;
}
