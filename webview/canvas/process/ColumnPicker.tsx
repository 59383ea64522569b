import { useId, useMemo, useRef } from 'react';
import { Combobox } from '../../ui/combobox/Combobox';
import type { ComboboxOption } from '../../ui/combobox/matching';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import { Field } from '../popup/Field';
import type { FieldProblem } from '../popup/FieldProblems';

interface Props {
  /** One for each field. */
  readonly columns: readonly string[];
  /** Those of the source; undefined where they are not known. */
  readonly known: readonly string[] | undefined;
  /** The processes whose results can be read. */
  readonly earlier: readonly string[];
  readonly problemsOf: (column: string) => readonly FieldProblem[];
  readonly disabled: boolean;
  readonly hint: string | undefined;
  readonly onChange: (columns: readonly string[]) => void;
}

/** What a process reads: one field for each column, with the source's columns and the results of earlier processes to choose from. */
export function ColumnPicker({ columns, known, earlier, problemsOf, disabled, hint, onChange }: Props) {
  const picker = useRef<HTMLDivElement>(null);
  const options = useMemo(() => [...(known ?? []).map((value) => ({ value })), ...earlier.map(resultsOption)], [known, earlier]);
  const isOne = columns.length === 1;

  /** The keyboard goes to the field at the index, once it is there. */
  function changeTo(next: readonly string[], focused: number): void {
    onChange(next);
    requestAnimationFrame(() => picker.current?.querySelectorAll('input')[focused]?.focus());
  }

  return (
    <div ref={picker} className="column-picker" role="group" aria-label="Columns">
      {columns.map((column, index) => (
        <ColumnField
          key={index}
          label={isOne ? 'Column' : `Column ${index + 1}`}
          value={column}
          options={options.filter(({ value }) => value === column || !columns.includes(value))}
          problems={problemsOf(column)}
          hint={index === columns.length - 1 ? (hint ?? hintOf(columns, known)) : undefined}
          disabled={disabled}
          onChange={(value) => onChange(columns.with(index, value))}
          onRemove={isOne ? undefined : () => changeTo(columns.toSpliced(index, 1), Math.max(0, index - 1))}
        />
      ))}
      {!disabled && (
        <button type="button" className="link-button add-column" onClick={() => changeTo([...columns, ''], columns.length)}>
          <Icon name="add" /> Add another column
        </button>
      )}
    </div>
  );
}

function resultsOption(process: string): ComboboxOption {
  return { value: `results.${process}`, description: `results of “${process}”` };
}

function hintOf(columns: readonly string[], known: readonly string[] | undefined): string | undefined {
  if (columns.length > 1) return 'Their texts are joined with a blank line.';
  return known ? undefined : 'The columns of the source are not known yet. Any name can be written.';
}

interface ColumnProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  readonly problems: readonly FieldProblem[];
  readonly hint: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
  readonly onRemove: (() => void) | undefined;
}

function ColumnField({ label, value, options, problems, hint, disabled, onChange, onRemove }: ColumnProps) {
  const problemsId = useId();
  return (
    <Field label={label} problems={problems} problemsId={problemsId} hint={hint}>
      <div className="column-field">
        <Combobox
          label={label}
          value={value}
          options={options}
          placeholder="Name of a column"
          disabled={disabled}
          isInvalid={problems.some(({ severity }) => severity === 'error')}
          describedBy={problemsId}
          onChange={onChange}
        />
        {onRemove && !disabled && <IconButton icon="close" label={`Remove ${label.toLowerCase()}`} onClick={onRemove} />}
      </div>
    </Field>
  );
}
