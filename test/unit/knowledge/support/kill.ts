import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openKnowledgeBases } from '../../../../src/core/knowledge/openKnowledgeBases';
import { Child } from '../../../support/child';
import { countingEmbed } from './fakeEmbed';
import { roundIn } from './rounds';

/** Starts a process that refreshes the knowledge base `rounds` from round `first` on, `count` times or without end. */
export function startRounds(workspace: string, first: number, count?: number): Promise<Child> {
  const script = fileURLToPath(new URL('../processes/refreshRounds.ts', import.meta.url));
  return Child.start(script, [workspace, String(first), ...(count === undefined ? [] : [String(count)])]);
}

/**
 * Kills a process that updates a knowledge base as fast as it can, at a random moment, and asserts that the next to come finds the
 * old index or the new one, and can update it at once. Gives the next round.
 */
export async function killUpdate(workspace: string, first: number): Promise<number> {
  const child = await startRounds(workspace, first);
  await child.said(1);
  const delay = Math.random() * 60;
  await sleep(delay);
  await child.kill();
  const acknowledged = Number(child.lines.at(-1));
  const where = `killed after ${delay} ms, at round ${acknowledged}`;
  assert.ok(acknowledged >= first, `${where}: ${child.errors}`);

  const { embed } = countingEmbed();
  const bases = openKnowledgeBases({ workspace, embed });
  const found = await roundIn(bases);
  assert.ok(found === acknowledged || found === acknowledged + 1, `${where}: the index has round ${found}`);
  await bases.refresh('rounds', { signal: new AbortController().signal });
  // Whoever was killed while it wrote down who it is, before it had the lock, cannot be told from one that still does.
  const files = (await readdir(path.join(workspace, '.llmflow/knowledge/rounds'))).filter((name) => !name.startsWith('lock.'));
  assert.deepEqual(files.map((name) => name.replace(/^.*\.index$/, 'index')).sort(), ['contents', 'definition', 'embeddings', 'index'], where);
  return acknowledged + 2;
}
