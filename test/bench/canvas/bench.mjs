import { pathToFileURL } from 'node:url';
import { findChromium } from '../../../scripts/lib/browser.mjs';
import { bigWorkflow } from '../support/bigWorkflow.mjs';
import { bundleForNode, bundlePages } from '../support/bundle.mjs';
import { digits, spread, table, times } from '../support/report.mjs';
import { interleave, ratios } from '../support/rounds.mjs';
import { installHost, pan, watchDrawing, zoomIn } from './inPage.mjs';
import { servePages } from './server.mjs';

const bare = { name: 'React Flow alone, default nodes', path: '/bare' };
const ours = { name: '**LLM Flow**', path: '/canvas', welcome: '/welcome.json' };
const withoutLayout = { name: 'LLM Flow, a file without positions (the page lays it out)', path: '/canvas', welcome: '/welcome-without-layout.json' };
const contenders = [bare, ours, withoutLayout];

/** @param {import('../support/bench').BenchOptions} options */
export async function benchCanvas({ isQuick }) {
  const count = isQuick ? 100 : 1_000;
  const [rounds, frames] = isQuick ? [1, 20] : [7, 90];
  const [text, textWithoutLayout] = [bigWorkflow(count), bigWorkflow(count, { withLayout: false })];
  const pages = await bundlePages({ canvas: 'webview/canvas/main.tsx', bare: 'test/bench/canvas/bare.mjs' });
  const host = await import(pathToFileURL(await bundleForNode('canvas/host.ts', 'canvas-host')).href);
  const server = await servePages({ pages, host, text, textWithoutLayout });
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch(await findChromium());
  try {
    const measure = async (contender) => {
      const sample = await openAndPan(browser, `${server.url}${contender.path}`, { ...contender, expected: count, frames });
      return { ...sample, host: server.takeHostMs() };
    };
    if (!isQuick) await interleave(contenders, 1, measure);
    const samples = await interleave(contenders, rounds, measure);
    const column = (contender, key) => samples.get(contender).map((sample) => sample[key]);
    const rows = contenders.map((contender) => [
      contender.name,
      spread(column(contender, 'drawn')),
      contender === bare ? '' : times(ratios(column(contender, 'drawn'), column(bare, 'drawn'))),
      contender === bare ? '' : spread(column(contender, 'host')),
      spread(column(contender, 'panFar')),
      spread(column(contender, 'panNear')),
    ]);
    return [
      `${count} nodes (${digits(text.length / 1000)} kB), Chromium ${browser.version()} without a graphics card, both pages built alike. From opening the
page until every node is painted, reading and checking the text on the host's side included; then frames a second while panning.`,
      table(['', 'ms until drawn', 'beside React Flow', 'of it the host', 'panning, all in view', 'panning at zoom 1'], rows),
    ].join('\n\n');
  } finally {
    await browser.close();
    server.close();
  }
}

/** In a browser profile of its own: nothing is cached. */
async function openAndPan(browser, url, { welcome, expected, frames }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const failed = new Promise((_, reject) => page.once('pageerror', reject));
  const measured = async () => {
    await page.addInitScript(installHost, { welcome });
    await page.addInitScript(watchDrawing, { expected });
    await page.goto(url, { waitUntil: 'commit' });
    const drawn = await (await page.waitForFunction(() => globalThis.drawn, undefined, { timeout: 60_000 })).jsonValue();
    const panFar = await page.evaluate(pan, { frames });
    await page.evaluate(zoomIn);
    const panNear = await page.evaluate(pan, { frames });
    return { drawn, panFar, panNear };
  };
  return Promise.race([measured(), failed]).finally(() => context.close());
}
