import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Flow } from '../../flow/model';
import { parseFlow } from '../../flow/parse/parseFlow';
import { blockingProblems, checkFlow } from '../../flow/rules/checkFlow';
import { findFile, type WorkflowPlace } from '../../workspace/findFile';
import { readContext } from '../../workspace/readContext';

/**
 * Reads the workflows that processes name, as they are on disk. Its errors say what is wrong with the file: not there, outside
 * the workspace, no UTF-8, or the first problem that forbids a run of its graph.
 */
export function createFlowLoader(place: WorkflowPlace, providers: readonly string[]): (file: string) => Promise<Flow> {
  return async (file) => {
    const found = await findFile(file, place);
    if (found.state !== 'found') throw new Error(`it ${wheres[found.state]}`);
    const document = parseFlow(decode(await readFile(found.path)));
    const context = await readContext(document.flow, { folder: path.dirname(found.path), workspace: place.workspace }, providers);
    const [problem] = blockingProblems(document, checkFlow(document, context));
    if (problem) throw new Error(problem.message);
    return document.flow;
  };
}

const wheres = {
  missing: 'does not exist. Paths are relative to this workflow.',
  outside: 'is outside the workspace, and a workflow may only read files inside it.',
} as const;

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error('it is not UTF-8. Save it as UTF-8.', { cause: error });
  }
}
