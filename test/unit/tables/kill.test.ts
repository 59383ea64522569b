import assert from 'node:assert/strict';
import { killTable } from './support/tableKills';

describe('kill -9 of a table run', function () {
  this.timeout(180_000);

  it('loses no acknowledged result, and pays again only for what was in flight, in ten kills at random moments', async () => {
    const { repeated } = await killTable({ rows: 100, kills: 10, concurrency: 8, latencyMs: 20, seed: 7 });
    assert.ok(repeated > 0, 'calls were under way');
  });
});
