import { useId, useMemo } from 'react';
import { Combobox } from '../../ui/combobox/Combobox';
import { Field } from './Field';

interface Props {
  readonly value: string;
  readonly defaultModel: string;
  readonly models: readonly string[];
  /** Why these may not be the provider's models. */
  readonly note: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** The provider's models to search, and any other name: providers have more models than a list can know. */
export function ModelBox({ value, defaultModel, models, note, disabled, onChange }: Props) {
  const noteId = useId();
  const otherwise = `Default (${defaultModel})`;
  const options = useMemo(() => [{ value: '', label: otherwise }, ...models.map((model) => ({ value: model }))], [models, otherwise]);
  return (
    <Field label="Model" hint={note !== undefined && <span id={noteId}>{note}</span>}>
      <Combobox label="Model" value={value} options={options} note={note} describedBy={noteId} placeholder={otherwise} disabled={disabled} onChange={onChange} />
    </Field>
  );
}
