import type { CanvasProcess, CanvasView, FromCanvas } from '../../../src/shared/protocol';
import { answerChanges, answerDraftOf, written, type AnswerDraft, type ParameterDraft } from '../popup/draft';

export type ProcessEdit = Extract<FromCanvas, { type: 'check-process' }>['edit'];
type Fields = Extract<ProcessEdit, { kind: 'add-process' }>['fields'];

/** What a process does with a row. */
export type Task = 'built-in' | 'prompt' | 'flow';

/** What the dialog's fields hold. */
export interface ProcessDraft extends AnswerDraft, ParameterDraft {
  readonly name: string;
  /** One for each field of the picker; those that are empty count for nothing. Never empty. */
  readonly columns: readonly string[];
  /** Undefined until it is chosen: then it goes by the name. */
  readonly task: Task | undefined;
  readonly prompt: string;
  readonly flow: string;
}

export type BuiltIns = CanvasView['builtInProcesses'];

/** Without a process, the draft of a new one. */
export function draftOf(process: CanvasProcess | undefined, hasGraph: boolean): ProcessDraft {
  const { name = '', columns = [], prompt, flow } = process ?? {};
  return {
    ...answerDraftOf(process ?? {}),
    name,
    columns: columns.length > 0 ? columns : [''],
    task: flow === undefined ? (prompt?.from === 'own' ? 'prompt' : undefined) : 'flow',
    prompt: prompt?.from === 'own' ? prompt.text : '',
    flow: flow ?? (hasGraph ? 'self' : ''),
  };
}

export function taskOf({ task, name }: Pick<ProcessDraft, 'task' | 'name'>, builtIns: BuiltIns): Task {
  return task ?? (builtIns.some((builtIn) => builtIn.name === name.trim()) ? 'built-in' : 'prompt');
}

/** As they are written: a source's column may begin or end with a space. */
export function columnsOf({ columns }: Pick<ProcessDraft, 'columns'>): string[] {
  return columns.filter((column) => column.trim() !== '');
}

/** Without a flow the file would say something else than the dialog. */
export function flowProblem(draft: ProcessDraft, builtIns: BuiltIns): string | undefined {
  return taskOf(draft, builtIns) === 'flow' && draft.flow.trim() === '' ? 'Write self, or the path of a workflow.' : undefined;
}

/**
 * The one edit that makes the process what the draft says. `isLocked`: its name and its columns must stay, because the table runs. A field
 * that cannot be read counts as empty.
 */
export function editOf(draft: ProcessDraft, process: CanvasProcess | undefined, builtIns: BuiltIns, isLocked = false): ProcessEdit {
  const before = draftOf(process, false);
  const answers = answerChanges(draft, before);
  const name = draft.name === process?.name ? draft.name : draft.name.trim();
  const column = columnsOf(draft);
  if (!process) return { kind: 'add-process', name, fields: { column, ...taskFields(draft, builtIns), ...answers } };
  const isSameTask = JSON.stringify(taskFields(draft, builtIns)) === JSON.stringify(taskFields(before, builtIns));
  const isSameColumn = JSON.stringify(column) === JSON.stringify(columnsOf(before));
  return {
    kind: 'update-process',
    process: process.name,
    changes: {
      ...(name !== process.name && !isLocked && { name }),
      ...(!isSameColumn && !isLocked && { column }),
      ...(!isSameTask && taskFields(draft, builtIns)),
      ...answers,
    },
  };
}

export function changesNothing(edit: ProcessEdit): boolean {
  return edit.kind === 'update-process' && Object.keys(edit.changes).length === 0;
}

/** What was written for another task goes out of the file. */
function taskFields(draft: ProcessDraft, builtIns: BuiltIns): Pick<Fields, 'prompt' | 'flow'> {
  const task = taskOf(draft, builtIns);
  return { prompt: task === 'prompt' ? written(draft.prompt) : null, flow: task === 'flow' ? written(draft.flow.trim()) : null };
}
