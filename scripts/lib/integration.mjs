import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium } from './browser.mjs';
import { hasDisplay } from './display.mjs';
import { followLog } from './follow-log.mjs';
import { bundleIntegrationTests } from './integration-bundle.mjs';
import { freshReport, readReport, runRepeatedly } from './mocha.mjs';
import { root } from './paths.mjs';
import { writeSettings } from './server-settings.mjs';
import { startServer } from './vscode-server.mjs';
import { copyWorkspace } from './workspace.mjs';

/** A suite that takes longer than this (ms) hangs. */
const limit = 10 * 60_000;

/** An extension that offers language models, as Copilot does. */
const testModels = join(root, 'test/integration/support/lm-extension');

/**
 * Runs test/integration inside an extension host: a desktop VS Code where one can be downloaded and shown, else the VS Code
 * server with a headless browser. `LLMFLOW_VSCODE=desktop` or `server` decides instead.
 *
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export async function runIntegration() {
  const extensionTestsPath = await bundleIntegrationTests();
  return runRepeatedly('integration', 2, () => runInHost(extensionTestsPath));
}

/** @returns {Promise<import('./mocha-reporter.mjs').Report | undefined>} */
async function runInHost(extensionTestsPath) {
  const report = await freshReport('integration');
  await rm(`${report}.log`, { force: true });
  const { folder, scratch } = await copyWorkspace(join(root, 'media/sample'));
  const page = { folder, extensionDevelopmentPath: root, extensionTestsPath };
  try {
    const desktop = await findDesktop();
    const follow = followLog(`${report}.log`);
    const code = await (desktop ? runInDesktop(desktop, page, report, scratch) : runInServer(page, report, scratch)).finally(follow.stop);
    return await readReport(report, code);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @returns {Promise<string | undefined>} the executable of a downloaded VS Code */
async function findDesktop() {
  const choice = process.env.LLMFLOW_VSCODE;
  if (choice === 'server' || (choice !== 'desktop' && !(hasDisplay() && (await canDownload())))) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return downloadAndUnzipVSCode();
}

async function canDownload() {
  const request = fetch('https://update.code.visualstudio.com/api/releases/stable', { method: 'HEAD' }).then(
    (answer) => answer.ok,
    () => false,
  );
  return Promise.race([request, sleep(3_000, false)]);
}

async function runInDesktop(vscodeExecutablePath, { folder, extensionDevelopmentPath, ...paths }, report, scratch) {
  const { runTests } = await import('@vscode/test-electron');
  return runTests({
    ...paths,
    extensionDevelopmentPath: [extensionDevelopmentPath, testModels],
    vscodeExecutablePath,
    launchArgs: [folder, '--disable-extensions', '--user-data-dir', join(scratch, 'profile')],
    extensionTestsEnv: { LLMFLOW_TEST_REPORT: report },
  }).catch(() => 1);
}

/** @returns {Promise<number>} 0; what went wrong is in the report, or in its absence */
async function runInServer(page, report, scratch) {
  const serverDataDir = join(scratch, 'server');
  await writeSettings(serverDataDir);
  // A page takes one extension from its folder; the other one is installed.
  await cp(testModels, join(serverDataDir, 'extensions/llmflow.llmflow-test-models-0.0.1'), { recursive: true });
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch(await findChromium());
  const server = await startServer({ serverDataDir, env: { LLMFLOW_TEST_REPORT: report } });
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url(page));
    const deadline = Date.now() + limit;
    while (!existsSync(report) && Date.now() < deadline) await sleep(100);
    return 0;
  } finally {
    await browser.close();
    await server.stop();
  }
}
