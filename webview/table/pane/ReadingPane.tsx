import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { TableQuery } from '../../../src/shared/tableProtocol';
import { IconButton } from '../../ui/IconButton';
import { Markdown } from '../../ui/Markdown';
import { useStore } from '../../ui/store';
import { StatusChip } from '../StatusChip';
import { copyActiveCell, hasOrigin } from '../actions';
import { callOrTell } from '../calls';
import { pane, paneFocus, setPane } from '../state/reading';
import { type ReadCell, useReadCell } from './useReadCell';
import './pane.css';

/** The cell that the keyboard is at, whole. It follows the keyboard from cell to cell. */
export function ReadingPane({ query }: { readonly query: TableQuery }) {
  const { markdown } = useStore(pane);
  const focus = useStore(paneFocus);
  const text = useRef<HTMLDivElement>(null);
  const cell = useReadCell(query);

  useEffect(() => {
    if (focus > 0) text.current?.focus();
  }, [focus]);

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  }

  return (
    <section className="pane" aria-label="Reading pane" onKeyDown={press}>
      <header className="pane-header">
        <h2>{cell ? cell.column.label : 'Reading pane'}</h2>
        {cell?.status && <StatusChip status={cell.status} />}
        <span className="spacer" />
        {cell && hasOrigin(query, cell.column) && <IconButton icon="go-to-file" label="Open its process in the workflow" onClick={() => reveal(query, cell)} />}
        <IconButton icon="markdown" label="Show as Markdown" pressed={markdown} onClick={() => setPane({ markdown: !markdown })} />
        <IconButton icon="copy" label="Copy the text" disabled={!cell} onClick={copyActiveCell} />
        <IconButton icon="close" label="Close the reading pane" onClick={close} />
      </header>
      <p className="pane-place">{cell ? `Row ${(cell.place + 1).toLocaleString('en')}` : 'Choose a cell to read it here.'}</p>
      <div ref={text} className="pane-text" tabIndex={0} role="document" aria-label={cell ? `Text of ${cell.column.label}, row ${cell.place + 1}` : 'Text'}>
        {cell && (cell.text === null ? <Missing cell={cell} /> : markdown ? <Markdown text={cell.text} /> : <pre>{cell.text}</pre>)}
      </div>
    </section>
  );
}

function Missing({ cell }: { readonly cell: ReadCell }) {
  return <p className="muted">{cell.column.kind === 'process' && !cell.status ? 'The process has not run for this row yet.' : 'The cell is empty.'}</p>;
}

function close(): void {
  setPane({ open: false });
  document.querySelector<HTMLElement>('.grid [data-active]')?.focus({ preventScroll: true });
}

function reveal({ subject }: TableQuery, { row, column }: ReadCell): void {
  callOrTell('reveal-process', { subject, row, column: column.key });
}
