import { killUpdate } from './support/kill';
import { roundsWorkspace } from './support/roundsWorkspace';

describe('kill -9 of an update of a knowledge base', function () {
  this.timeout(60_000);

  it('leaves the old index or the new one, in ten kills at random moments', async () => {
    const workspace = await roundsWorkspace();
    for (let kill = 0, round = 1; kill < 10; kill++) round = await killUpdate(workspace, round);
  });
});
