import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { copySelection, exportRows } from '../actions';
import { countOf } from '../state/ranges';
import { pane, setPane } from '../state/reading';
import { selection } from '../state/selection';
import { query, rowWindow } from '../state/table';
import { ColumnsButton } from './ColumnsButton';
import { FilterBox } from './FilterBox';
import { StatusFilter } from './StatusFilter';
import { SubjectPicker } from './SubjectPicker';
import { TableRunButtons } from './TableRunButtons';
import './toolbar.css';

export function Toolbar() {
  const current = useStore(query);
  const isReading = useSelected(pane, ({ open }) => open);
  const selected = countOf(useStore(selection));
  if (!current) return null;
  return (
    <div className="toolbar" role="toolbar" aria-label="Table tools">
      <SubjectPicker subject={current.subject} />
      <FilterBox key={JSON.stringify(current.subject)} text={current.text} />
      {(current.subject.view === 'joined' || current.subject.view === 'results') && <StatusFilter status={current.status} />}
      <RowCount selected={selected} />
      <span className="spacer" />
      <TableRunButtons subject={current.subject} />
      <ColumnsButton subject={current.subject} />
      <IconButton icon="copy" label={selected > 0 ? 'Copy the selected rows' : 'Copy the cell'} onClick={copySelection} />
      <IconButton
        icon="export"
        label={selected > 0 ? 'Export the selected rows…' : 'Export all rows that match, with the columns shown…'}
        onClick={exportRows}
      />
      <IconButton icon="layout-sidebar-right" label="Reading pane" pressed={isReading} onClick={() => setPane({ open: !isReading })} />
    </div>
  );
}

function RowCount({ selected }: { readonly selected: number }) {
  const { state, total, matching } = useStore(rowWindow.rows);
  if (state === 'empty') return <span className="row-count" role="status" />;
  const rows = matching === total ? `${count(total)} ${total === 1 ? 'row' : 'rows'}` : `${count(matching)} of ${count(total)} rows`;
  return (
    <span className="row-count" role="status">
      {rows}
      {selected > 0 && `, ${count(selected)} selected`}
    </span>
  );
}

function count(rows: number): string {
  return rows.toLocaleString('en');
}
