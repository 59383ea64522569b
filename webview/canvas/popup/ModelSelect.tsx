import { useState } from 'react';
import { Field } from './Field';
import { Select } from './Select';

/** Not a model's name: no name has a space. */
const other = 'other model';

interface Props {
  readonly value: string;
  readonly defaultModel: string;
  readonly models: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** The provider's models, and a field for any other name: providers have more models than a list can know. */
export function ModelSelect({ value, defaultModel, models, disabled, onChange }: Props) {
  const [typing, setTyping] = useState(false);

  function choose(chosen: string): void {
    setTyping(chosen === other);
    onChange(chosen === other ? '' : chosen);
  }

  return (
    <Field
      label="Model"
      hint={
        typing && (
          <vscode-textfield
            label="Model name"
            placeholder="Model name"
            value={value}
            autoFocus
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        )
      }
    >
      <Select
        label="Model"
        value={typing ? other : value}
        disabled={disabled}
        options={[
          { value: '', label: `Default (${defaultModel})` },
          ...models.map((model) => ({ value: model, label: model })),
          { value: other, label: 'Other…' },
        ]}
        onChange={choose}
      />
    </Field>
  );
}
