import { useLayoutEffect, useRef, useState } from 'react';
import type { TableColumn, TableQuery } from '../../../src/shared/tableProtocol';
import { Menu, type MenuItem } from '../../ui/Menu';
import { useStore } from '../../ui/store';
import { counted } from '../../ui/amounts';
import { copySelection, hasOrigin, revealActiveCell, runAgain } from '../actions';
import { cellMenu, closeCellMenu, type CellMenuPlace } from '../state/cellMenu';
import { countOf } from '../state/ranges';
import { read } from '../state/reading';
import { active, selection } from '../state/selection';
import { shownColumns } from '../state/table';

interface Action extends MenuItem {
  readonly run: () => void;
}

/** What can be done with the active cell, or with the rows that are selected. */
export function CellMenu({ query }: { readonly query: TableQuery }) {
  const place = useStore(cellMenu);
  const column = useStore(shownColumns)[useStore(active).column - 1];
  const selected = countOf(useStore(selection));
  return place && <OpenMenu place={place} actions={actionsFor(query, column, selected)} />;
}

function OpenMenu({ place: { x, y }, actions }: { readonly place: CellMenuPlace; readonly actions: readonly Action[] }) {
  const anchor = useRef<HTMLDivElement>(null);
  const [shift, setShift] = useState({ x: 0, y: 0 });

  // A menu that would leave the window opens to the other side.
  useLayoutEffect(() => {
    const box = anchor.current?.firstElementChild?.getBoundingClientRect();
    if (box) setShift({ x: Math.min(0, window.innerWidth - 4 - (x + box.width)), y: y + box.height > window.innerHeight - 4 ? -box.height : 0 });
  }, [x, y]);

  return (
    <div ref={anchor}>
      <Menu
        label="Cell"
        items={actions}
        style={{ position: 'fixed', left: Math.max(4, x + shift.x), top: Math.max(4, y + shift.y) }}
        onChoose={(id) => {
          closeCellMenu();
          actions.find((action) => action.id === id)?.run();
        }}
        onClose={closeCellMenu}
      />
    </div>
  );
}

function actionsFor(query: TableQuery, column: TableColumn | undefined, selected: number): Action[] {
  const rows = Math.max(1, selected);
  const { view } = query.subject;
  const actions: Action[] = [
    { id: 'copy', icon: 'copy', label: selected > 0 ? `Copy ${counted(selected, 'row')}` : column ? 'Copy' : 'Copy row', description: shortcut('C'), run: copySelection },
  ];
  if (column) actions.push({ id: 'open', icon: 'book', label: 'Open in the reading pane', description: 'Enter', run: () => read({ focus: true }) });
  if (view !== 'workflows') actions.push(...runActions(view, column, rows));
  if (column && hasOrigin(query, column)) {
    actions.push({ id: 'reveal', icon: 'go-to-file', label: view === 'workflows' ? 'Show workflow file' : 'Show process in file', description: '', run: revealActiveCell });
  }
  return actions;
}

function runActions(view: TableQuery['subject']['view'], column: TableColumn | undefined, rows: number): Action[] {
  const forRows = rows === 1 ? '' : ` for ${counted(rows, 'row')}`;
  const process = column?.kind === 'process' ? column.key.slice(resultsPrefix.length) : undefined;
  if (view === 'results') return [{ id: 'run', icon: 'debug-rerun', label: `Run again${forRows}`, description: '', run: () => runAgain() }];
  return [
    ...(process === undefined ? [] : [{ id: 'run-process', icon: 'debug-rerun', label: `Run “${process}” again${forRows}`, description: '', run: () => runAgain(process) }]),
    { id: 'run', icon: 'run-all', label: `Run all processes again${forRows}`, description: '', run: () => runAgain() },
  ];
}

/** The keys of processes' columns are `results.NAME`. */
const resultsPrefix = 'results.';

function shortcut(letter: string): string {
  return /Mac/.test(navigator.userAgent) ? `⌘${letter}` : `Ctrl+${letter}`;
}
