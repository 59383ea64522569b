import { killWriter } from './support/kill';
import { emptyWorkspace } from './support/workspace';

describe('kill -9', function () {
  this.timeout(60_000);

  it('loses no acknowledged result, in ten kills at random moments', async () => {
    const workspace = emptyWorkspace();
    for (let round = 0; round < 10; round++) await killWriter(workspace, round);
  });
});
