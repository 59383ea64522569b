import { type CSSProperties, memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type ComboboxOption, labelOf, pieces } from './matching';
import { placeAt } from './place';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly options: readonly ComboboxOption[];
  readonly note: string | undefined;
  /** What the options were searched for. */
  readonly query: string;
  /** The field that the list belongs to. */
  readonly field: HTMLElement;
  /** Index of the option that Enter takes, or -1. */
  readonly active: number;
  readonly onPick: (option: ComboboxOption) => void;
  readonly onClose: () => void;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** The open list. It lies in the top layer, so that a dialog around the field neither cuts it off nor scrolls with it. */
export function OptionList({ id, label, options, note, query, field, active, onPick, onClose }: Props) {
  const popover = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [place] = useState<CSSProperties>(() => placeAt(field.getBoundingClientRect(), { width: window.innerWidth, height: window.innerHeight }));

  useLayoutEffect(() => popover.current?.showPopover(), []);

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  useEffect(() => {
    // It would stay where the field was.
    function closeOnMove({ target }: Event): void {
      if (target !== list.current) onClose();
    }
    window.addEventListener('scroll', closeOnMove, true);
    window.addEventListener('resize', closeOnMove);
    return () => {
      window.removeEventListener('scroll', closeOnMove, true);
      window.removeEventListener('resize', closeOnMove);
    };
  }, [onClose]);

  return (
    <div
      ref={popover}
      popover="manual"
      className="combobox-list"
      style={place}
      // The keyboard stays in the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      <ul ref={list} id={id} role="listbox" aria-label={label}>
        {options.map((option, index) => (
          <Option key={option.value} id={optionId(id, index)} option={option} query={query} isActive={index === active} onPick={onPick} />
        ))}
      </ul>
      {note !== undefined && <p className="combobox-note">{note}</p>}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: ComboboxOption;
  readonly query: string;
  readonly isActive: boolean;
  readonly onPick: (option: ComboboxOption) => void;
}

const Option = memo(function Option({ id, option, query, isActive, onPick }: OptionProps) {
  return (
    <li id={id} role="option" aria-selected={isActive} title={labelOf(option)} onClick={() => onPick(option)}>
      <span className="combobox-label">
        {pieces(labelOf(option), query).map(({ text, isMatch }, index) => (isMatch ? <b key={index}>{text}</b> : <span key={index}>{text}</span>))}
      </span>
      {option.description !== undefined && <span className="combobox-description">{option.description}</span>}
    </li>
  );
});
