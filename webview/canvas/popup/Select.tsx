import { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

interface Props {
  readonly label: string;
  readonly value: string;
  /** A value that is not among them is added: a file may name what this machine does not know. */
  readonly options: readonly Choice[];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

export function Select({ label, value, options, disabled, onChange }: Props) {
  const all = options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <vscode-single-select
      label={label}
      disabled={disabled}
      // Escape closes the open list, not the dialog around it. The element takes it with its list closed as well.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape') return;
        if (event.currentTarget.open) event.preventDefault();
        else event.stopPropagation();
      }}
      value={value}
      onchange={({ currentTarget }) => {
        if (currentTarget instanceof VscodeSingleSelect) onChange(currentTarget.value);
      }}
    >
      {all.map((option) => (
        <vscode-option key={option.value} value={option.value} description={option.description ?? ''} selected={option.value === value}>
          {option.label}
        </vscode-option>
      ))}
    </vscode-single-select>
  );
}
