import { killUpdate } from '../unit/knowledge/support/kill';
import { roundsWorkspace } from '../unit/knowledge/support/roundsWorkspace';

describe('kill -9 of an update of a knowledge base, 50 times', function () {
  this.timeout(600_000);

  it('leaves the old index or the new one, and lets the next update go on', async () => {
    const workspace = await roundsWorkspace();
    let round = 1;
    for (let kill = 0; kill < 50; kill++) round = await killUpdate(workspace, round);
    console.log(`      ${round} rounds`);
  });
});
