import { killTable } from '../unit/tables/support/tableKills';

const seeds = (process.env['LLMFLOW_SEEDS'] ?? '1').split(',').map(Number);

describe('kill -9 of a table run of 5,000 rows and two processes, 200 times', function () {
  this.timeout(1_800_000);

  for (const seed of seeds) {
    it(`loses no acknowledged result, and pays again only for what was in flight (seed ${seed})`, async () => {
      const { cells, calls, repeated, cut, untold, early } = await killTable({ rows: 5_000, kills: 200, concurrency: 8, latencyMs: 20, seed });
      console.log(`      ${calls} calls for ${cells} cells: ${repeated} were made again, ${cut} of them cut off before their answer`);
      console.log(`      ${untold} results were durable and not yet told; ${early} kills came before the first call`);
    });
  }
});
