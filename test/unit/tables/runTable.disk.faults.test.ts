import assert from 'node:assert/strict';
import * as z from 'zod';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreWriter } from '../../../src/core/store/store';
import { runTable } from '../../../src/core/tables/runTable';
import type { TableEvent } from '../../../src/core/tables/tableEvents';
import { emptyFolder } from '../../support/temporary';
import { faultyFiles, systemError, type Operation } from '../store/support/faultyFiles';
import { sourceRows } from './memoryStore';
import { answering, flowWith, prompting, requestOf } from './tableRuns';

const rows = 400;
const concurrency = 8;
const flow = flowWith([prompting('a')]);
const storedCell = z.object({ reference_id: z.string(), result: z.string().nullable(), status: z.string() });

function results(store: StoreWriter): Map<string, string | null> {
  const cells = store.query('SELECT reference_id, result, status FROM results', [], storedCell);
  for (const { status } of cells) assert.equal(status, 'Completed');
  return new Map(cells.map(({ reference_id, result }) => [reference_id, result]));
}

describe('a table run whose disk goes wrong in the middle', () => {
  for (const [what, code, name, message] of [
    ['is full', 'ENOSPC', 'write', /workspace\.journal: the disk is full\. Free some space, then run again\. \(ENOSPC\)$/],
    ['loses what it is given', 'EIO', 'sync', /workspace\.journal: the disk reported an error\. Check the disk, then run again\. \(EIO\)$/],
  ] as const satisfies readonly (readonly [string, string, Operation['name'], RegExp])[]) {
    it(`${what}: it stops and says so, what was acknowledged stays, and the next run goes on`, async () => {
      const folder = emptyFolder();
      let groups = Infinity;
      const files = faultyFiles((operation) => {
        if (operation.name === name && operation.file.endsWith('.journal') && groups-- <= 0) throw systemError(code);
      });
      const { ask, requests } = answering(({ prompt }) => prompt);
      const acknowledged = new Map<string, string>();
      const run = (store: StoreWriter) =>
        runTable(
          requestOf(flow, { concurrency }),
          {
            store,
            ask,
            loadFlow: () => Promise.reject(new Error('none')),
            emit: (event: TableEvent) => {
              if (event.event === 'row-completed') acknowledged.set(event.reference_id, event.result);
            },
          },
          new AbortController().signal,
        );

      const first = await openWriter(folder, { purpose: 'a test', files });
      await first.write(sourceRows(...Array.from({ length: rows }, (_, index) => ({ text: `t${index}` }))).map((row) => ({ change: 'put-source-row', row })));
      groups = 12;
      const stopped = await run(first);
      assert.equal(stopped.status, 'failed');
      assert.match(stopped.error ?? '', message);
      assert.equal(stopped.completed, acknowledged.size);
      assert.ok(acknowledged.size > 0 && acknowledged.size < rows / 2);
      assert.ok(requests.length <= acknowledged.size + 2 * concurrency, 'nothing is paid for that cannot be kept');
      await first.close();

      const told = new Map(acknowledged);
      requests.length = 0;
      const second = await openWriter(folder, { purpose: 'a test' });
      assert.deepEqual(second.warnings, []);
      const kept = results(second);
      for (const [cell, result] of told) assert.equal(kept.get(cell), result);
      const rest = await run(second);
      assert.deepEqual([rest.status, rest.skipped, rest.completed], ['completed', kept.size, rows - kept.size]);
      assert.equal(requests.length, rows - kept.size);
      assert.deepEqual([...results(second).values()].sort(), Array.from({ length: rows }, (_, index) => `a: t${index}`).sort());
      await second.close();
    });
  }
});
