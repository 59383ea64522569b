import { useEffect, useId } from 'react';
import { Combobox } from '../../ui/combobox/Combobox';
import { useStore } from '../../ui/store';
import { Field } from '../popup/Field';
import type { FieldProblem } from '../popup/FieldProblems';
import { Select } from '../popup/Select';
import { workflows } from '../state/document';
import { post } from '../vscodeApi';
import { taskOf, type BuiltIns, type ProcessDraft, type Task } from './draft';

interface Props {
  readonly draft: ProcessDraft;
  readonly builtIns: BuiltIns;
  /** Whether the workflow has nodes that could be run on a row. */
  readonly hasGraph: boolean;
  readonly problemsOf: (field: 'prompt' | 'flow') => readonly FieldProblem[];
  readonly disabled: boolean;
  readonly change: (part: Partial<ProcessDraft>) => void;
}

/** What a process does: what is built in under its name, a prompt of its own, or a flow. */
export function TaskFields({ draft, builtIns, hasGraph, problemsOf, disabled, change }: Props) {
  const task = taskOf(draft, builtIns);
  const builtIn = builtIns.find(({ name }) => name === draft.name.trim());
  return (
    <>
      <Field label="What it does" problems={task === 'built-in' ? problemsOf('prompt') : []} hint={task === 'built-in' && builtIn && <BuiltInPrompt text={builtIn.prompt} />}>
        <Select label="What it does" value={task} options={tasks} disabled={disabled} onChange={(chosen) => change({ task: tasks.find(({ value }) => value === chosen)?.value })} />
      </Field>
      {task === 'prompt' && (
        <ProcessPrompt value={draft.prompt} start={builtIn?.prompt ?? template} problems={problemsOf('prompt')} disabled={disabled} onChange={(prompt) => change({ prompt })} />
      )}
      {task === 'flow' && <FlowBox value={draft.flow} hasGraph={hasGraph} problems={problemsOf('flow')} disabled={disabled} onChange={(flow) => change({ flow })} />}
    </>
  );
}

const tasks: readonly { readonly value: Task; readonly label: string; readonly description: string }[] = [
  { value: 'built-in', label: 'Built-in prompt', description: 'The prompt that comes with the name, such as sentiment' },
  { value: 'prompt', label: 'Own prompt', description: 'What you write is asked about every row' },
  { value: 'flow', label: 'Flow', description: 'A workflow’s graph is run on every row' },
];

/** What a prompt can begin from. */
const template = 'Say in one sentence what this is about.\n\n{input_data}\n\n{output_format}\n';

function BuiltInPrompt({ text }: { readonly text: string }) {
  return <pre className="built-in-prompt">{text.trim()}</pre>;
}

interface TextProps {
  readonly value: string;
  readonly problems: readonly FieldProblem[];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

function ProcessPrompt({ value, start, problems, disabled, onChange }: TextProps & { readonly start: string }) {
  return (
    <Field
      label="Prompt"
      grow
      problems={problems}
      action={
        !disabled &&
        value.trim() === '' && (
          <button type="button" className="link-button" onClick={() => onChange(start)}>
            Start from a template
          </button>
        )
      }
      hint={
        <>
          <code>{'{input_data}'}</code> stands for what the process reads, <code>{'{output_format}'}</code> for how the answer marks its result, <code>{'{context}'}</code> for
          what is found in the knowledge base. A column’s name in braces stands for its value.
        </>
      }
    >
      <vscode-textarea
        label="Prompt"
        monospace
        rows={8}
        resize="vertical"
        value={value}
        readonly={disabled}
        invalid={problems.some(({ severity }) => severity === 'error')}
        placeholder="What to ask about each row"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

function FlowBox({ value, hasGraph, problems, disabled, onChange }: TextProps & { readonly hasGraph: boolean }) {
  const problemsId = useId();
  const paths = useStore(workflows);
  useEffect(() => post({ type: 'list-workflows' }), []);
  const self = hasGraph ? [{ value: 'self', description: 'this workflow’s graph' }] : [];
  return (
    <Field label="Flow" problems={problems} problemsId={problemsId} hint="The row’s text takes the place of the content of the first input-node.">
      <Combobox
        label="Flow"
        value={value}
        options={[...self, ...paths.map((path) => ({ value: path }))]}
        placeholder="self, or the path of a workflow"
        disabled={disabled}
        isInvalid={problems.some(({ severity }) => severity === 'error')}
        describedBy={problemsId}
        onChange={onChange}
      />
    </Field>
  );
}
