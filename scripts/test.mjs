// npm test: installs what is missing, builds, runs every suite (or those named: `npm test -- unit webview`), adds them up.
import { describe, oneFailure, sum } from './lib/totals.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { node } from './lib/run.mjs';

// What the suites need is imported when they run: nothing but Node is there at first.
const suites = {
  check: async () => (await import('./check.mjs')).check(),
  unit: async () => (await import('./lib/mocha.mjs')).runMocha('unit'),
  servers: async () => (await import('./lib/mocha.mjs')).runMocha('servers', { timeout: 30_000, hooks: 'test/support/servers/servers.ts' }),
  webview: async () => (await import('./lib/mocha.mjs')).runMocha('webview', { timeout: 30_000, attempts: 2 }),
  integration: async () => (await import('./lib/integration.mjs')).runIntegration(),
  e2e: async () => (await import('./lib/mocha.mjs')).runMocha('e2e', { timeout: 60_000, hooks: 'test/e2e/support/failureScreenshots.ts', attempts: 2 }),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. The suites are ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

await ensureDependencies();
const totals = [];
if ((await node(['scripts/build.mjs'])) !== 0) {
  console.error('The build failed.');
  totals.push(oneFailure);
}
for (const [name, run] of Object.entries(suites).filter(([name]) => named.length === 0 || named.includes(name))) {
  console.log(`\n── ${name} ──`);
  const result = await run().catch((error) => {
    console.error(error);
    return oneFailure;
  });
  console.log(`${name}: ${describe(result)}`);
  totals.push(result);
}

const total = sum(totals);
console.log(`\n${total.skipped > 0 ? `${total.skipped} skipped\n` : ''}${describe({ ...total, skipped: 0 })}`);
process.exit(total.failed > 0 ? 1 : 0);
