import { useMemo } from 'react';
import { Combobox } from '../../ui/combobox/Combobox';
import { Field } from './Field';

interface Props {
  readonly value: string;
  readonly defaultModel: string;
  readonly models: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** The provider's models to search, and any other name: providers have more models than a list can know. */
export function ModelBox({ value, defaultModel, models, disabled, onChange }: Props) {
  const otherwise = `Default (${defaultModel})`;
  const options = useMemo(() => [{ value: '', label: otherwise }, ...models.map((model) => ({ value: model }))], [models, otherwise]);
  return (
    <Field label="Model">
      <Combobox label="Model" value={value} options={options} placeholder={otherwise} disabled={disabled} onChange={onChange} />
    </Field>
  );
}
