import { useId } from 'react';
import { Combobox } from '../../ui/combobox/Combobox';
import { Field, errors } from './Field';
import { intensityText, namedIntensities, problemOf, readings } from './values';

interface Props {
  readonly value: string;
  /** What an empty field stands for. */
  readonly otherwise: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

export function IntensityBox({ value, otherwise, disabled, onChange }: Props) {
  const problem = problemOf(readings.intensity(value));
  const problemsId = useId();
  return (
    <Field
      label="Search intensity"
      problems={errors(problem)}
      problemsId={problemsId}
      hint={problem === undefined && 'How many passages a search finds: a word, or a number from 1 to 50.'}
    >
      <Combobox
        label="Search intensity"
        value={value}
        options={[{ value: '', label: otherwise }, ...named]}
        placeholder={otherwise}
        disabled={disabled}
        isInvalid={problem !== undefined}
        describedBy={problemsId}
        onChange={onChange}
      />
    </Field>
  );
}

const named = namedIntensities.map((name) => ({ value: name, label: intensityText(name) }));
