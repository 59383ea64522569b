import type { CanvasNode } from '../../../src/shared/protocol';
import { useStore } from '../../ui/store';
import { useDefaults } from '../state/defaults';
import { providers } from '../state/document';
import { Field } from './Field';
import { ModelSelect } from './ModelSelect';
import { ProviderHint } from './ProviderHint';
import { Select } from './Select';
import type { Draft } from './draft';

interface Props {
  readonly node: CanvasNode;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly disabled: boolean;
}

export function ModelFields({ node: { type }, draft, change, disabled }: Props) {
  const defaults = useDefaults(type, draft.llm_provider || undefined);
  const known = useStore(providers);
  const provider = known.find(({ id }) => id === (draft.llm_provider || defaults.llm_provider));

  return (
    <>
      <div className="field-row">
        <Field label="Provider" hint={provider?.missing !== undefined && <ProviderHint provider={provider} />}>
          <Select
            label="Provider"
            value={draft.llm_provider}
            disabled={disabled}
            options={[{ value: '', label: `Default (${defaults.llm_provider})` }, ...known.map(({ id, label }) => ({ value: id, label }))]}
            // A model of one provider means nothing to another.
            onChange={(llm_provider) => change({ llm_provider, model_type: '' })}
          />
        </Field>
        <ModelSelect
          key={draft.llm_provider}
          value={draft.model_type}
          defaultModel={defaults.model_type}
          models={provider?.models ?? []}
          disabled={disabled}
          onChange={(model_type) => change({ model_type })}
        />
      </div>
      <Field
        label="Prompt"
        grow
        action={
          <PromptAction
            isDefault={draft.prompt === ''}
            disabled={disabled}
            onUseDefault={() => change({ prompt: '' })}
            onCopyDefault={() => change({ prompt: defaults.prompt })}
          />
        }
        hint="{input_data}, {context} and {output_format} are filled in when the node runs."
      >
        <vscode-textarea
          data-autofocus
          label="Prompt"
          monospace
          rows={12}
          resize="vertical"
          value={draft.prompt}
          readonly={disabled}
          placeholder={defaults.prompt}
          onInput={(event) => change({ prompt: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}

interface PromptActionProps {
  readonly isDefault: boolean;
  readonly disabled: boolean;
  readonly onUseDefault: () => void;
  readonly onCopyDefault: () => void;
}

function PromptAction({ isDefault, disabled, onUseDefault, onCopyDefault }: PromptActionProps) {
  if (disabled) return null;
  return (
    <button type="button" className="link-button" onClick={isDefault ? onCopyDefault : onUseDefault}>
      {isDefault ? 'Start from the default' : 'Use default'}
    </button>
  );
}
