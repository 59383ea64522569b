import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processIdentity } from '../../../src/core/store/processIdentity';
import { thisProcess } from '../../../src/core/store/processState';
import { placeOfRunner } from '../../../src/host/history/runPlaces';
import { Child } from '../../support/child';

const script = fileURLToPath(new URL('./processes/identity.ts', import.meta.url));

describe('where a run goes on that this window does not know of', () => {
  it('is nowhere, if it is said to be this window, or nobody', async () => {
    assert.equal(await placeOfRunner(await thisProcess()), 'nowhere');
    assert.equal(await placeOfRunner(null), 'nowhere');
  });

  it('is elsewhere as long as its process is there', async () => {
    const child = await Child.start(script, []);
    await child.said(1);
    const runner = processIdentity.parse(JSON.parse(child.lines[0] ?? ''));
    assert.equal(await placeOfRunner(runner), 'elsewhere');
    await child.kill();
    // For a while it is not asked anew.
    for (let turns = 0; turns < 500 && (await placeOfRunner(runner)) === 'elsewhere'; turns++) await setTimeout(20);
    assert.equal(await placeOfRunner(runner), 'nowhere');
  });

  it('is nowhere after the computer was started anew, and not known of another computer', async function () {
    const here = await thisProcess();
    if (here.boot === '') this.skip();
    assert.equal(await placeOfRunner({ ...here, boot: 'an earlier one' }), 'nowhere');
    assert.equal(await placeOfRunner({ ...here, host: 'another' }), 'unknown');
  });
});
