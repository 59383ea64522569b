import { openKnowledgeBases } from '../../../../src/core/knowledge/openKnowledgeBases';
import { emptyFolder } from '../../../support/temporary';
import { countingEmbed, model } from './fakeEmbed';
import { writeRound } from './writeRound';

/** A workspace with the knowledge base `rounds`, which has round 0. */
export async function roundsWorkspace(): Promise<string> {
  const workspace = emptyFolder();
  writeRound(workspace, 0);
  const bases = openKnowledgeBases({ workspace, embed: countingEmbed().embed });
  await bases.create('rounds', model);
  await bases.add('rounds', ['docs'], { signal: new AbortController().signal });
  return workspace;
}
