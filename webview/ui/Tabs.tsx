import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Icon } from './Icon';

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A codicon that says something of what lies behind, and the words for it. */
  readonly mark?: { readonly icon: string; readonly label: string; readonly className?: string } | undefined;
}

interface Props<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** Of the selected tab. */
  readonly children: ReactNode;
}

/** Tabs as ARIA describes them: one stop for Tab, arrows go from tab to tab. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children }: Props<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const panel = useId();

  function move(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ id }) => id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelectorAll('button')[tabs.indexOf(next)]?.focus();
  }

  return (
    <div className="tabs">
      <div ref={list} role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, label: name, mark }) => (
          <button key={id} type="button" role="tab" aria-selected={id === selected} aria-controls={panel} tabIndex={id === selected ? 0 : -1} onClick={() => onSelect(id)}>
            {name}
            {mark && (
              <span className={`tab-mark ${mark.className ?? ''}`} role="img" aria-label={mark.label} title={mark.label}>
                <Icon name={mark.icon} />
              </span>
            )}
          </button>
        ))}
      </div>
      <div id={panel} role="tabpanel" aria-label={tabs.find(({ id }) => id === selected)?.label}>
        {children}
      </div>
    </div>
  );
}
