import { exitStatusOf } from '../interruption';
import type { Io } from '../io';
import { resolveWorkspace } from '../workspace';
import type { KnowledgeOptions } from './manage';
import { openKnowledge, requireKnowledge } from './openKnowledge';
import { tellReport, updateProgress } from './update';

/** `llmflow kb refresh`: takes in again what has changed. Safe to interrupt: what there was stays. */
export async function refreshKnowledge(name: string, options: KnowledgeOptions, io: Io): Promise<number> {
  const { folder } = await resolveWorkspace(options.workspace, io.cwd);
  const bases = await openKnowledge(folder, io);
  await requireKnowledge(name, bases);
  const signal = io.interruptible();
  try {
    return tellReport(name, await bases.refresh(name, { signal, onProgress: updateProgress(io) }), io);
  } catch (error) {
    return exitStatusOf(signal, error);
  }
}
