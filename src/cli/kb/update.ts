import type { UpdateProgress, UpdateReport } from '../../core/knowledge/knowledgeBase';
import { progressText, reportText, skippedLines } from '../../core/knowledge/updateText';
import { exitStatus, type Io } from '../io';

/** So few are done before anybody could read a line about them. */
const fewest = 20;

/** Tells an update on stderr: each of its stages, and each tenth of one that takes long. */
export function updateProgress(io: Io): (progress: UpdateProgress) => void {
  let told = '';
  return (progress) => {
    const { stage, done, total } = progress;
    if (total < fewest) return;
    const reached = `${stage} ${Math.floor((10 * done) / total)}`;
    if (reached === told) return;
    told = reached;
    io.stderr.write(`${progressText(progress)}\n`);
  };
}

/** What an update came to, and the status: 1 where nothing at all could be taken in. */
export function tellReport(name: string, report: UpdateReport, io: Io): number {
  for (const line of skippedLines(name, report.skipped)) io.stderr.write(`${line}\n`);
  io.stdout.write(`${reportText(name, report)}\n`);
  const { added, updated, unchanged, skipped } = report;
  return skipped.length > 0 && added + updated + unchanged === 0 ? exitStatus.failure : exitStatus.success;
}
