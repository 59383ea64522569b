// Changes all documents and refreshes their knowledge base, again and again, and says which round is in it. Where another process
// is at it, it waits: refreshRounds WORKSPACE FIRST [COUNT]
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { KnowledgeError } from '../../../../src/core/knowledge/knowledgeBase';
import { openKnowledgeBases } from '../../../../src/core/knowledge/openKnowledgeBases';
import { vectorOf } from '../support/vectorOf';
import { writeRound } from '../support/writeRound';

const [workspace = '', first, count = 'Infinity'] = process.argv.slice(2);
const { signal } = new AbortController();
const bases = openKnowledgeBases({ workspace, embed: ({ dimensions }, texts) => Promise.resolve(texts.map((text) => vectorOf(text, dimensions))) });

for (let round = Number(first); round < Number(first) + Number(count); ) {
  writeRound(workspace, round);
  try {
    await bases.refresh('rounds', { signal });
    writeSync(1, `${round++}\n`);
  } catch (error) {
    if (!(error instanceof KnowledgeError) || !error.message.includes('is being written by')) throw error;
    await sleep(Math.random() * 5);
  }
}
