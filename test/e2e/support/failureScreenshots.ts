import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { outFolder } from '../../../scripts/lib/paths.mjs';
import { Workbench } from './workbench';

/** After a test that failed: a picture of each open workbench in out/screenshots. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const folder = join(outFolder, 'screenshots');
    await mkdir(folder, { recursive: true });
    for (const [index, { page }] of [...Workbench.open].entries()) {
      const path = join(folder, `${test.fullTitle().replace(/\W+/g, '-')}${index > 0 ? `-${index}` : ''}.png`);
      await page.screenshot({ path });
      console.log(`      screenshot: ${path}`);
    }
  },
};
