import { type KeyboardEvent, useCallback, useId, useRef, useState } from 'react';
import { Icon } from '../Icon';
import { type ComboboxOption, labelOf, matching } from './matching';
import { OptionList, optionId } from './OptionList';
import './combobox.css';

interface Props {
  /** The accessible name. */
  readonly label: string;
  /** What the field holds: any text, whether the list has it or not. */
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  /** What is to be said of the options, below them. */
  readonly note?: string | undefined;
  /** What an empty field stands for. */
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly isInvalid?: boolean;
  /** The id of the element that says more of the field. */
  readonly describedBy?: string;
  readonly onChange: (value: string) => void;
}

/** How far Page Up and Page Down go. */
const page = 8;

/**
 * A field of free text with a list to search by typing (ARIA's combobox with manual selection): arrows go through the list,
 * Enter takes an option, Escape closes the list before it closes anything else.
 */
export function Combobox({ label, value, options, note, placeholder, disabled, isInvalid = false, describedBy, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  /** Until something is typed the list shows all there is, whatever the field holds. */
  const [isSearching, setSearching] = useState(false);
  const [field, setField] = useState<HTMLElement | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const query = isSearching ? value : '';
  const shown = isSearching ? matching(options, value) : options;
  const hasList = isOpen && shown.length > 0;

  const close = useCallback(() => setOpen(false), []);
  const pick = useCallback(
    (option: ComboboxOption) => {
      setOpen(false);
      onChange(option.value);
    },
    [onChange],
  );

  function open(at: number): void {
    if (disabled) return;
    setSearching(false);
    setActive(at);
    setOpen(true);
  }

  function openAtValue(otherwise: number): void {
    const current = options.findIndex((option) => option.value === value);
    open(current < 0 ? otherwise : current);
  }

  function type(text: string): void {
    setSearching(text !== '');
    setActive(-1);
    setOpen(true);
    onChange(text);
  }

  /** Whether the key was the list's. */
  function handle({ key, altKey }: KeyboardEvent): boolean {
    const last = shown.length - 1;
    if (!hasList) {
      if (key === 'ArrowDown') openAtValue(0);
      else if (key === 'ArrowUp') openAtValue(options.length - 1);
      else return false;
      return true;
    }
    switch (key) {
      case 'ArrowDown':
        setActive(active >= last ? 0 : active + 1);
        return true;
      case 'ArrowUp':
        if (altKey) close();
        else setActive(active <= 0 ? last : active - 1);
        return true;
      case 'PageDown':
        setActive(Math.min(last, active + page));
        return true;
      case 'PageUp':
        setActive(Math.max(0, active - page));
        return true;
      case 'Enter': {
        const option = shown[active];
        if (option) pick(option);
        else close();
        return true;
      }
      case 'Escape':
        close();
        return true;
      default:
        return false;
    }
  }

  return (
    <div className={`combobox ${isInvalid ? 'invalid' : ''}`} ref={setField}>
      <input
        ref={input}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={hasList}
        aria-controls={hasList ? list : undefined}
        aria-activedescendant={hasList && active >= 0 ? optionId(list, active) : undefined}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={placeholder}
        disabled={disabled}
        onChange={(event) => type(event.currentTarget.value)}
        onClick={() => (hasList ? undefined : openAtValue(-1))}
        onBlur={close}
        onKeyDown={(event) => {
          if (!handle(event)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <button
        type="button"
        className="combobox-button"
        tabIndex={-1}
        aria-hidden="true"
        disabled={disabled}
        // The keyboard stays in the field.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          input.current?.focus();
          if (hasList) close();
          else openAtValue(-1);
        }}
      >
        <Icon name="chevron-down" />
      </button>
      <span className="hidden-text" role="status">
        {isOpen && isSearching && spokenCount(shown)}
      </span>
      {hasList && field && (
        <OptionList {...{ id: list, label, options: shown, note, query, field, active }} onPick={pick} onClose={close} />
      )}
    </div>
  );
}

function spokenCount(shown: readonly ComboboxOption[]): string {
  const [first, second] = shown;
  if (!first) return 'Nothing of that name is listed; what you type is taken as it is.';
  return second ? `${shown.length} match.` : `${labelOf(first)} matches.`;
}
