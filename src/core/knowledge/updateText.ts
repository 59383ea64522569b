import type { SkippedDocument, UpdateProgress, UpdateReport } from './knowledgeBase';
import { plainLine } from '../text/plainLine';

/** An update of a knowledge base in words. */

/** Such as `“handbook”: 12 added, 1 updated, 3 skipped. It holds 340 chunks.` */
export function reportText(name: string, { added, updated, removed, skipped, chunks }: UpdateReport): string {
  const counts = Object.entries({ added, updated, removed, skipped: skipped.length }).filter(([, count]) => count > 0);
  const changes = counts.map(([what, count]) => `${count.toLocaleString('en')} ${what}`).join(', ');
  return `“${name}”: ${changes === '' ? 'nothing has changed' : changes}. It holds ${countText(chunks, 'chunk')}.`;
}

/** Such as `reading 12 of 340, docs/faq.md`. */
export function progressText({ stage, done, total, document }: UpdateProgress): string {
  if (stage === 'writing') return 'writing';
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return stage === 'embedding' ? `embedding ${count} chunks` : `reading ${count}${document === undefined ? '' : `, ${plainLine(document)}`}`;
}

/** Where each stage begins and ends on the way from 0 to 100. Embedding, where there is any, takes the most time by far. */
const shares: Readonly<Record<UpdateProgress['stage'], readonly [number, number]>> = { reading: [0, 30], embedding: [30, 95], writing: [95, 100] };

/** How much of an update is done, in percent. */
export function percentDone({ stage, done, total }: UpdateProgress): number {
  const [start, end] = shares[stage];
  return start + (end - start) * (total === 0 ? 0 : Math.min(1, done / total));
}

/** What was skipped, line by line. */
export function skippedLines(name: string, skipped: readonly SkippedDocument[]): string[] {
  if (skipped.length === 0) return [];
  return [`“${name}”: ${skipped.length.toLocaleString('en')} skipped`, ...skipped.map(({ path, reason }) => `  ${plainLine(path)}: ${plainLine(reason)}`)];
}

export function countText(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
