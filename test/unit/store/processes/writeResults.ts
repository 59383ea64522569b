// Writes results without end, several at a time, and says which number has been acknowledged: writeResults WORKSPACE FIRST BYTES
import { writeSync } from 'node:fs';
import { openWriter } from '../../../../src/core/store/openWriter';
import { putResult } from '../support/rows';
import { snapshotsEvery } from '../support/snapshots';

const [workspace = '', first, bytes] = process.argv.slice(2);
let next = Number(first);
const writer = await openWriter(workspace, { purpose: 'writing results', snapshots: snapshotsEvery(Number(bytes)) });

async function lane(): Promise<never> {
  for (;;) {
    const number = next++;
    await writer.write([putResult(number, { reference_id: `row-${number}` })]);
    writeSync(1, `${number}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, lane));
