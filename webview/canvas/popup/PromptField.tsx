import { Field } from './Field';
import type { FieldProblem } from './FieldProblems';

interface Props {
  readonly label: string;
  readonly value: string;
  /** What an empty field stands for. */
  readonly defaultPrompt: string;
  readonly knowledgeBase: string | undefined;
  readonly rows: number;
  readonly disabled: boolean;
  readonly isFirst?: boolean;
  readonly onChange: (value: string) => void;
}

export function PromptField({ label, value, defaultPrompt, knowledgeBase, rows, disabled, isFirst = false, onChange }: Props) {
  const isDefault = value.trim() === '';
  return (
    <Field
      label={label}
      grow
      action={
        !disabled && (
          <button type="button" className="link-button" onClick={() => onChange(isDefault ? defaultPrompt : '')}>
            {isDefault ? 'Start from the default' : 'Use the default'}
          </button>
        )
      }
      problems={isDefault ? [] : promptProblems(value, knowledgeBase)}
      hint={
        <>
          <code>{'{input_data}'}</code> stands for what the pre-nodes give, <code>{'{context}'}</code> for what is found in the knowledge base,{' '}
          <code>{'{output_format}'}</code> for how the answer marks its result.
        </>
      }
    >
      <vscode-textarea
        data-autofocus={isFirst || undefined}
        label={label}
        monospace
        rows={rows}
        resize="vertical"
        value={value}
        readonly={disabled}
        placeholder={defaultPrompt}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

/** What the rules would say of a prompt (`prompt/…` in the Problems panel), while it is written. */
export function promptProblems(prompt: string, knowledgeBase: string | undefined): FieldProblem[] {
  const words = new Set([...prompt.matchAll(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map((match) => match[1] ?? ''));
  const messages: string[] = [];
  if (!words.has('input_data')) messages.push('Without {input_data} the model does not see the input.');
  if (knowledgeBase !== undefined && !words.has('context')) messages.push(`Without {context} what is found in “${knowledgeBase}” is lost.`);
  for (const word of words) {
    if (!placeholders.includes(word)) messages.push(`{${word}} is no placeholder and stays as it is.`);
  }
  return messages.map((message) => ({ severity: 'warning', message }));
}

const placeholders: readonly string[] = ['input_data', 'context', 'output_format'];
