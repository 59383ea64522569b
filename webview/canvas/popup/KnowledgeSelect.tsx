import type { CanvasKnowledgeBase } from '../../../src/shared/protocol';
import { counted } from '../../ui/amounts';
import { Icon } from '../../ui/Icon';
import { useSelected } from '../../ui/store';
import { view } from '../state/document';
import { post } from '../vscodeApi';
import { Field } from './Field';
import { Select } from './Select';
import type { AnswerDraft } from './draft';

type Value = AnswerDraft['knowledge_base'];

interface Props {
  readonly value: Value;
  /** What stands for no choice of one's own: the workflow's knowledge base, if that is another thing than none. */
  readonly inherited?: { readonly knowledge_base: string | undefined };
  readonly disabled: boolean;
  readonly onChange: (value: Value) => void;
}

/** The workspace's knowledge bases. One that is not there is shown for what it is, and can be created. */
export function KnowledgeSelect({ value, inherited, disabled, onChange }: Props) {
  const known = useSelected(view, (current) => current?.knowledgeBases);
  const isMissing = (name: string) => known !== undefined && !known.some((base) => base.name === name);
  const used = value === '' ? inherited?.knowledge_base : value;
  const unlisted = typeof value === 'string' && value !== '' && !known?.some(({ name }) => name === value) ? [value] : [];
  const choices: readonly Choice[] = [
    ...(inherited ? [{ value: '', label: `Workflow’s default (${inherited.knowledge_base ?? 'none'})` }] : []),
    { value: inherited ? false : '', label: 'None' },
    ...(known ?? []).map((base) => ({ value: base.name, label: base.name, description: sizeOf(base) })),
    ...unlisted.map((name) => ({ value: name, label: isMissing(name) ? `${name} (missing)` : name })),
  ];

  return (
    <Field
      label="Knowledge base"
      hint={typeof used === 'string' && isMissing(used) && <Missing name={used} />}
    >
      <Select
        label="Knowledge base"
        value={keyOf(value)}
        disabled={disabled}
        options={choices.map((choice) => ({ ...choice, value: keyOf(choice.value) }))}
        onChange={(key) => {
          const chosen = choices.find((choice) => keyOf(choice.value) === key);
          if (chosen) onChange(chosen.value);
        }}
      />
    </Field>
  );
}

interface Choice {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
}

/** A knowledge base may have any name, so none of these stands for another. */
function keyOf(value: Value): string {
  return JSON.stringify(value);
}

function sizeOf({ documents, chunks }: CanvasKnowledgeBase): string {
  return `${counted(documents, 'document')}, ${counted(chunks, 'chunk')}`;
}

function Missing({ name }: { readonly name: string }) {
  return (
    <span className="field-problem severity-warning">
      <Icon name="warning" />
      <span>
        There is no knowledge base “{name}” in this workspace.{' '}
        <button type="button" className="link-button" onClick={() => post({ type: 'create-knowledge-base', name })}>
          Create…
        </button>
      </span>
    </span>
  );
}
