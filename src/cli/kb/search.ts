import { maxTopK } from '../../core/flow/model';
import type { Passage } from '../../core/run/events';
import { topK } from '../../core/run/runRequest';
import { plainLine } from '../../core/text/plainLine';
import { exitStatus, UsageError, type Io } from '../io';
import { exitStatusOf } from '../interruption';
import { resolveWorkspace } from '../workspace';
import type { KnowledgeOptions } from './manage';
import { openKnowledge, requireKnowledge } from './openKnowledge';

export interface SearchOptions extends KnowledgeOptions {
  readonly topK?: number;
  readonly json?: boolean;
}

/** `llmflow kb search`: the passages that a node would get for that text, best first. */
export async function searchKnowledge(name: string, query: string, options: SearchOptions, io: Io): Promise<number> {
  const top_k = options.topK ?? topK('medium');
  if (top_k > maxTopK) throw new UsageError(`--top-k: at most ${maxTopK} passages can be asked for.`);
  const { folder } = await resolveWorkspace(options.workspace, io.cwd);
  const bases = await openKnowledge(folder, io);
  await requireKnowledge(name, bases);
  const signal = io.interruptible();
  try {
    const found = await bases.search(name, query, top_k, signal);
    for (const passage of found) io.stdout.write(options.json ? jsonLine(passage) : passageText(passage));
    if (found.length === 0) io.stderr.write(`Nothing was found in “${name}”.\n`);
    return exitStatus.success;
  } catch (error) {
    return exitStatusOf(signal, error);
  }
}

function jsonLine({ score, text, source, line }: Passage): string {
  return `${JSON.stringify({ score, text, source, line })}\n`;
}

/** The place on a line that editors recognise, what it is under, then the text, indented. */
function passageText({ score, text, source, heading, line, endLine }: Passage): string {
  const place = plainLine(`${source}:${line}${heading === undefined ? '' : ` › ${heading}`}`);
  const lines = text.trimEnd().split(/\r?\n/).map((each) => `  ${plainLine(each)}`.trimEnd());
  return [`${place} (to line ${endLine}, score ${score.toFixed(2)})`, ...lines, '', ''].join('\n');
}
