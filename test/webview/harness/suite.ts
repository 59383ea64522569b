import assert from 'node:assert/strict';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../../scripts/lib/browser.mjs';
import { CanvasPage, type OpenOptions } from './canvasPage';
import { servePages } from './server';

let shared: Promise<{ browser: Browser; server: Awaited<ReturnType<typeof servePages>> }> | undefined;

/** One browser and one server for all files of a run. */
function start() {
  shared ??= (async () => ({ browser: await chromium.launch(await findChromium()), server: await servePages() }))();
  return shared;
}

after('close the browser', async () => {
  const { browser, server } = (await shared) ?? {};
  await browser?.close();
  server?.close();
});

/**
 * A suite whose tests open canvases. After each test no page may have broken the content security policy or thrown.
 */
export function describeCanvas(title: string, tests: (open: (options?: OpenOptions) => Promise<CanvasPage>) => void): void {
  describe(title, function () {
    this.timeout(60_000);
    const opened: CanvasPage[] = [];
    const errors: string[] = [];

    before('launch a browser', async function () {
      // The first launch on a machine may have to install one.
      this.timeout(600_000);
      await start();
    });

    afterEach('no violation, no error', async () => {
      const violations = (await Promise.all(opened.map((canvas) => canvas.violations()))).flat();
      await Promise.all(opened.splice(0).map((canvas) => canvas.close()));
      assert.deepEqual({ violations, errors: errors.splice(0) }, { violations: [], errors: [] });
    });

    tests(async (options) => {
      const { browser, server } = await start();
      const canvas = await CanvasPage.open(browser, server.url, options);
      canvas.page.on('pageerror', (error) => errors.push(error.message));
      opened.push(canvas);
      return canvas;
    });
  });
}
