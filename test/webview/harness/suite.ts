import assert from 'node:assert/strict';
import { type Browser, type Page, chromium } from 'playwright-core';
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

/** What every page of a test can be asked. */
export interface TestPage {
  readonly page: Page;
  violations(): Promise<string[]>;
  close(): Promise<void>;
}

type Open<Options, Opened> = (browser: Browser, url: string, options?: Options) => Promise<Opened>;

/**
 * A suite whose tests open pages. After each test none may have broken the content security policy or thrown.
 */
export function describePages<Options, Opened extends TestPage>(
  title: string,
  openPage: Open<Options, Opened>,
  tests: (open: (options?: Options) => Promise<Opened>) => void,
): void {
  describe(title, function () {
    this.timeout(60_000);
    const opened: Opened[] = [];
    const errors: string[] = [];

    before('launch a browser', async function () {
      // The first launch on a machine may have to install one.
      this.timeout(600_000);
      await start();
    });

    afterEach('no violation, no error', async () => {
      const violations = (await Promise.all(opened.map((page) => page.violations()))).flat();
      await Promise.all(opened.splice(0).map((page) => page.close()));
      assert.deepEqual({ violations, errors: errors.splice(0) }, { violations: [], errors: [] });
    });

    tests(async (options) => {
      const { browser, server } = await start();
      const page = await openPage(browser, server.url, options);
      page.page.on('pageerror', (error) => errors.push(error.message));
      opened.push(page);
      return page;
    });
  });
}

export function describeCanvas(title: string, tests: (open: (options?: OpenOptions) => Promise<CanvasPage>) => void): void {
  describePages(title, (browser, url, options?: OpenOptions) => CanvasPage.open(browser, url, options), tests);
}
