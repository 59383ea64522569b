import { killWriter } from '../unit/store/support/kill';
import { emptyWorkspace } from '../unit/store/support/workspace';

/** Kills to a workspace: the later ones meet a database of many thousand results. */
const perWorkspace = 20;

describe('kill -9 of a process that writes results, 200 times', function () {
  this.timeout(600_000);

  for (let first = 0; first < 200; first += perWorkspace) {
    it(`loses nothing acknowledged in kills ${first + 1} to ${first + perWorkspace}`, async () => {
      const workspace = emptyWorkspace();
      let acknowledged = 0;
      for (let round = first; round < first + perWorkspace; round++) acknowledged += await killWriter(workspace, round);
      console.log(`      ${acknowledged.toLocaleString('en')} acknowledged results`);
    });
  }
});
