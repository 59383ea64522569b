// Writes results 0, 1, 2… one after the other, each with a source row in one write, up to a number: writePairs WORKSPACE COUNT BYTES
import { writeSync } from 'node:fs';
import { openWriter } from '../../../../src/core/store/openWriter';
import { putResult, putSource, sourceRow } from '../support/rows';
import { snapshotsEvery } from '../support/snapshots';

const [workspace = '', count, bytes] = process.argv.slice(2);
const writer = await openWriter(workspace, { purpose: 'writing pairs', snapshots: snapshotsEvery(Number(bytes)) });
for (let number = 0; number < Number(count); number++) {
  await writer.write([putResult(number), ...putSource(sourceRow(number))]);
  writeSync(1, `${number}\n`);
}
await writer.close();
