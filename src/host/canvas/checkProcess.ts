import type * as vscode from 'vscode';
import { planEdit } from '../../core/flow/edits/planEdit';
import { applyEdits } from '../../core/flow/edits/textEdits';
import type { ProcessLocation } from '../../core/flow/parse/flowDocument';
import type { Problem } from '../../core/flow/problem';
import { refuseProcessEdit } from '../../core/flow/rules/refuseProcessEdit';
import { errorText } from '../../core/text/errorText';
import type { FromCanvas, ProcessProblem } from '../../shared/protocol';
import type { FlowDocuments } from '../documents/flowDocuments';
import { holds } from './canvasTable';

type ProcessWish = Extract<FromCanvas, { type: 'check-process' }>['edit'];

/** What the rules would say of a process if the edit were made: of a text that is only thought of. */
export async function checkProcess(documents: FlowDocuments, document: vscode.TextDocument, edit: ProcessWish): Promise<ProcessProblem[]> {
  const refusal = refuseProcessEdit(documents.read(document).document.flow, edit);
  if (refusal) return [refused(refusal.message, refusal.field)];
  const name = edit.kind === 'add-process' ? edit.name : (edit.changes.name ?? edit.process);
  try {
    const text = document.getText();
    const planned = await documents.readText(document.uri, applyEdits(text, planEdit(text, edit)));
    const location = planned.document.locations.processes.get(name);
    const columns = planned.document.flow.processes.find((process) => process.name === name)?.columns ?? [];
    return location ? planned.problems.filter(({ range }) => holds(location, range)).map((problem) => inField(problem, location, columns)) : [];
  } catch (error) {
    // Whatever it is, the edit would meet it too.
    return [refused(errorText(error))];
  }
}

function refused(message: string, field?: string): ProcessProblem {
  return { severity: 'error', message, refuses: true, ...(field !== undefined && { field }) };
}

function inField({ rule, severity, message, range }: Problem, location: ProcessLocation, columns: readonly string[]): ProcessProblem {
  const problem = { severity, message, refuses: false };
  // It is told at the name, and mended by a prompt.
  if (rule === 'process/no-prompt') return { ...problem, field: 'prompt' };
  const place = location.columns.findIndex((each) => each.start <= range.start && range.start <= each.end);
  const column = columns[place];
  if (column !== undefined) return { ...problem, field: 'column', column };
  const field = [...location.fields].find(([, each]) => holds(each, range))?.[0];
  return field === undefined ? problem : { ...problem, field };
}
