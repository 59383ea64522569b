import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TableColumn, TableSubject } from '../../../src/shared/tableProtocol';
import { IconButton } from '../../ui/IconButton';
import { useStore } from '../../ui/store';
import { isShown, layouts, setShown } from '../state/columns';
import { columns, reopen } from '../state/table';

/** Chooses which columns are shown. */
export function ColumnsButton({ subject }: { readonly subject: TableSubject }) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    anchor.current?.querySelector('input')?.focus();
    function closeOutside({ target }: PointerEvent): void {
      if (target instanceof Node && anchor.current?.contains(target) !== true) setOpen(false);
    }
    document.addEventListener('pointerdown', closeOutside, true);
    return () => document.removeEventListener('pointerdown', closeOutside, true);
  }, [isOpen]);

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setOpen(false);
    anchor.current?.querySelector('button')?.focus();
  }

  return (
    <span ref={anchor} className="anchor" onKeyDown={press}>
      <IconButton icon="list-selection" label="Columns" expanded={isOpen} onClick={() => setOpen(!isOpen)} />
      {isOpen && <ColumnList subject={subject} />}
    </span>
  );
}

function ColumnList({ subject }: { readonly subject: TableSubject }) {
  const all = useStore(columns);
  useStore(layouts);

  function choose(chosen: readonly TableColumn[], isWanted: boolean): void {
    setShown(subject, chosen, isWanted);
    reopen();
  }

  return (
    <div className="column-list" role="group" aria-label="Columns shown">
      <div className="column-actions">
        <button type="button" className="link-button" onClick={() => choose(all, true)}>
          Show all
        </button>
        <button type="button" className="link-button" onClick={() => choose(all, false)}>
          Hide all
        </button>
      </div>
      {all.map((column) => (
        <label key={column.key}>
          <input type="checkbox" checked={isShown(subject, column)} onChange={({ target }) => choose([column], target.checked)} />
          <span>{column.label}</span>
        </label>
      ))}
    </div>
  );
}
