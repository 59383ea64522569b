import { useId, useMemo, useState } from 'react';
import type { CanvasProcess, CanvasView } from '../../../src/shared/protocol';
import { Combobox } from '../../ui/combobox/Combobox';
import { Dialog } from '../../ui/Dialog';
import { useStore } from '../../ui/store';
import { EditForm } from '../popup/EditForm';
import { errors, Field } from '../popup/Field';
import { FieldProblems, type FieldProblem } from '../popup/FieldProblems';
import { ModelFields } from '../popup/ModelFields';
import { ParameterFields } from '../popup/ParameterFields';
import { hasProblem } from '../popup/draft';
import { usePermissions, view } from '../state/document';
import { edits } from '../state/edits';
import { closeOverlay } from '../state/overlay';
import { focusProcess } from '../state/processFocus';
import { ColumnPicker } from './ColumnPicker';
import { TaskFields } from './TaskFields';
import { checkProcess, problemsAt, useProcessCheck } from './check';
import { changesNothing, columnsOf, draftOf, editOf, flowProblem, taskOf, type ProcessDraft } from './draft';
import '../popup/popup.css';
import './process.css';

/** The dialog of a process; without a name, of a new one. */
export function EditProcess({ name }: { readonly name: string | undefined }) {
  const current = useStore(view);
  const process = current?.table?.processes.find((candidate) => candidate.name === name);
  if (!current || (name !== undefined && !process)) return null;
  return <ProcessDialog key={name} current={current} process={process} />;
}

const shownFields = ['name', 'column', 'prompt', 'flow', 'llm_provider'];
const locked = 'The table is running. A process can be added when the run has ended.';

interface Props {
  readonly current: CanvasView;
  readonly process: CanvasProcess | undefined;
}

/** It works on a draft. Apply sends one edit, of what differs from the process as it was when the dialog opened: one step to undo. */
function ProcessDialog({ current: { table, nodes, defaults, builtInProcesses }, process }: Props) {
  const hasGraph = nodes.length > 0;
  const [opened] = useState(process);
  const [draft, setDraft] = useState<ProcessDraft>(() => draftOf(process, hasGraph));
  const [wasRefused, setRefused] = useState(false);
  const permissions = usePermissions();
  const isLocked = !permissions.table;
  const edit = useMemo(() => editOf(draft, opened, builtInProcesses, isLocked), [draft, opened, builtInProcesses, isLocked]);
  const problems = useProcessCheck(edit);
  const noFlow = flowProblem(draft, builtInProcesses);
  const nameId = useId();

  const processes = useMemo(() => (table?.processes ?? []).map(({ name }) => name), [table]);
  const earlier = useMemo(() => (opened ? processes.slice(0, processes.indexOf(opened.name)) : processes), [processes, opened]);
  const change = (part: Partial<ProcessDraft>) => setDraft((before) => ({ ...before, ...part }));
  // Before anything is written, nothing is wrong with it.
  const nameProblems = draft.name.trim() === '' && !wasRefused ? [] : problemsAt(problems, 'name');
  const hasColumn = columnsOf(draft).length > 0;
  const columnProblems = (column: string): readonly FieldProblem[] => (hasColumn ? problemsAt(problems, 'column', column) : wasRefused ? problemsAt(problems, 'column') : []);

  const taskProblems = (field: 'prompt' | 'flow'): readonly FieldProblem[] => {
    if (field === 'flow' && noFlow !== undefined) return errors(noFlow);
    return field === 'prompt' && !opened && draft.prompt === '' && !wasRefused ? [] : problemsAt(problems, field);
  };

  async function apply(): Promise<boolean> {
    if (changesNothing(edit)) {
      closeOverlay();
      return true;
    }
    // What is shown may be the answer to an earlier draft.
    const found = await checkProcess(edit);
    // A new process that asks nothing is not added; one that the file has may still be mended in part.
    if (found.some(({ refuses, field, severity }) => refuses || (!opened && field === 'prompt' && severity === 'error'))) {
      setRefused(true);
      return false;
    }
    edits.send(edit);
    focusProcess(edit.kind === 'add-process' ? edit.name : (edit.changes.name ?? edit.process), 'edit', { onlyIfLost: true });
    closeOverlay();
    return true;
  }

  return (
    <Dialog title={opened ? 'Edit process' : 'Add process'} onClose={closeOverlay}>
      <EditForm className="type-generation" hasProblem={hasProblem(draft) || noFlow !== undefined} isRunning={permissions.edit && isLocked} locked={isLocked && !opened ? locked : undefined} onApply={apply}>
        <Field label="Name" problems={nameProblems} problemsId={nameId} hint={nameHint(draft, opened, permissions.edit && isLocked)}>
          <Combobox
            label="Name"
            value={draft.name}
            options={builtInProcesses.filter(({ name }) => !processes.includes(name)).map(({ name }) => ({ value: name, description: 'built-in prompt' }))}
            placeholder="sentiment, or a name of your own"
            disabled={!permissions.table}
            isInvalid={nameProblems.length > 0}
            describedBy={nameId}
            onChange={(name) => change({ name })}
          />
        </Field>
        <ColumnPicker
          columns={draft.columns}
          known={table?.columns}
          earlier={earlier}
          problemsOf={columnProblems}
          disabled={!permissions.table}
          hint={permissions.edit && isLocked ? 'What it reads cannot be changed while the table runs.' : undefined}
          onChange={(columns) => change({ columns })}
        />
        <TaskFields draft={draft} builtIns={builtInProcesses} hasGraph={hasGraph} problemsOf={taskProblems} disabled={!permissions.edit} change={change} />
        <ModelFields draft={draft} defaults={runsOther(draft, builtInProcesses) ? theirs : defaults} problems={problemsAt(problems, 'llm_provider')} change={change} disabled={!permissions.edit} />
        <ParameterFields draft={draft} change={change} disabled={!permissions.edit} />
        {/* Of no field that the dialog has. */}
        <FieldProblems problems={problems.filter(({ field }) => field === undefined || !shownFields.includes(field))} />
      </EditForm>
    </Dialog>
  );
}

/** What applies to a process that runs another workflow, and says nothing itself, is that workflow's own. */
const theirs = { llm_provider: 'the flow’s', model_type: 'the flow’s', intensity: 'the flow’s' } as const;

function runsOther(draft: ProcessDraft, builtIns: CanvasView['builtInProcesses']): boolean {
  return taskOf(draft, builtIns) === 'flow' && draft.flow.trim() !== 'self';
}

function nameHint({ name }: ProcessDraft, opened: CanvasProcess | undefined, isLocked: boolean): string | undefined {
  if (!opened) return undefined;
  if (isLocked) return 'The name cannot be changed while the table runs.';
  return name.trim() === opened.name ? undefined : 'What it has made so far stays under the old name. Under the new one it starts afresh.';
}
