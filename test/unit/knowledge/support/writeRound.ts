import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const documentCount = 12;

/** All documents say which round it is, so that an index that mixes two is found out. */
export function writeRound(workspace: string, round: number): void {
  mkdirSync(path.join(workspace, 'docs'), { recursive: true });
  for (let number = 0; number < documentCount; number++) {
    writeFileSync(path.join(workspace, 'docs', `${number}.md`), `Document ${number} of round ${round}.\n`);
  }
}
