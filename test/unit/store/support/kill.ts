import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { openReader } from '../../../../src/core/store/openReader';
import { openWriter } from '../../../../src/core/store/openWriter';
import { startProcess } from './childProcess';
import { resultNumbers } from './rows';

/**
 * Kills a process that writes results as fast as it can, at a random moment, and asserts that the next to come finds all that
 * was acknowledged, once each, and can write at once. Gives how many those are.
 */
export async function killWriter(workspace: string, round: number): Promise<number> {
  const child = await startProcess('writeResults', workspace, String(round * 1_000_000), '12000');
  await child.said(1);
  const delay = Math.random() * 150;
  await sleep(delay);
  await child.kill();
  const acknowledged = child.lines.map(Number);
  const where = `round ${round}, killed after ${delay} ms and ${acknowledged.length} results`;
  assert.ok(acknowledged.length > 0, where);

  const reader = await openReader(workspace);
  assertAll(resultNumbers(reader), acknowledged, where);
  assert.deepEqual(reader.warnings, [], where);
  await reader.close();
  const writer = await openWriter(workspace, { purpose: 'after the kill' });
  assertAll(resultNumbers(writer), acknowledged, where);
  assert.deepEqual(writer.warnings, [], where);
  assert.deepEqual(writer.query('SELECT integrity_check AS result FROM pragma_integrity_check', [], z.unknown()), [{ result: 'ok' }], where);
  await writer.close();
  return acknowledged.length;
}

function assertAll(found: readonly number[], acknowledged: readonly number[], where: string): void {
  const all = new Set(found);
  assert.equal(all.size, found.length, `${where}: a result is there twice`);
  assert.deepEqual(acknowledged.filter((number) => !all.has(number)), [], `${where}: results are lost`);
}
