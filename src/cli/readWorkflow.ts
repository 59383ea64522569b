import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LineIndex } from '../core/flow/lineIndex';
import { parseFlow } from '../core/flow/parse/parseFlow';
import type { FlowDocument } from '../core/flow/parse/flowDocument';
import type { Problem } from '../core/flow/problem';
import { blockingProblems, checkFlow } from '../core/flow/rules/checkFlow';
import { providerIds } from '../core/models/catalog';
import { errorText } from '../core/text/errorText';
import { readContext } from '../core/workspace/readContext';
import { UsageError } from './io';
import { decodeUtf8, type DecodedText } from './utf8';
import type { Workspace } from './workspace';

/** Lines and columns are 1-based, columns in UTF-16 units; the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface LocatedProblem extends Problem {
  readonly start: Place;
  readonly end: Place;
}

export interface Workflow {
  /** As the user named it. */
  readonly file: string;
  readonly document: FlowDocument;
  readonly problems: readonly LocatedProblem[];
  /** Those that forbid a run of its graph. */
  readonly blocking: readonly LocatedProblem[];
}

/** Reads and checks a workflow. Throws `UsageError` where the file cannot be read at all. */
export async function readWorkflow(file: string, cwd: string, workspace: Workspace): Promise<Workflow> {
  const target = path.resolve(cwd, file);
  const decoded = decodeUtf8(await readBytes(target, file));
  const document = parseFlow(decoded.text);
  const context = await readContext(document.flow, { folder: path.dirname(target), workspace: workspace.readableBy(target) }, providerIds);
  const problems = decoded.invalid ? [encodingProblem(decoded.invalid)] : checkFlow(document, context);
  const lines = new LineIndex(decoded.text);
  const placeAt = (offset: number): Place => {
    const { line, column } = lines.positionAt(offset);
    return { line: line + 1, column: column + 1 };
  };
  const locate = (problem: Problem): LocatedProblem => ({ ...problem, start: placeAt(problem.range.start), end: placeAt(problem.range.end) });
  return { file, document, problems: problems.map(locate), blocking: blockingProblems(document, problems).map(locate) };
}

export async function readBytes(target: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(target);
  } catch (error) {
    throw new UsageError(`“${file}” cannot be read: ${describeFileError(error)}`);
  }
}

export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'it does not exist.';
    case 'EISDIR':
      return 'it is a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'you may not read it.';
    default:
      return errorText(error);
  }
}

function encodingProblem({ offset, byte }: NonNullable<DecodedText['invalid']>): Problem {
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return {
    rule: 'document/syntax',
    severity: 'error',
    message: `The file is not UTF-8: the byte 0x${hex} cannot stand here. Save the file as UTF-8.`,
    range: { start: offset, end: offset },
  };
}
