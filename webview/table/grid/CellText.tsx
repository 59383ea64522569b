import type { TableCell, TableColumn } from '../../../src/shared/tableProtocol';
import { StatusChip, isStatus } from '../StatusChip';

/** What a cell shows. Always plain text, whatever a row or a model says. */
export function CellText({ kind, cell }: { readonly kind: TableColumn['kind']; readonly cell: TableCell }) {
  const { text, status, cut } = cell;
  if (kind === 'process') return <ProcessCell {...cell} />;
  if (text === null) return null;
  if (kind === 'status') return isStatus(text) ? <StatusChip status={text} /> : text;
  if (kind === 'time') return timeText(text);
  return (
    <>
      {status && <StatusChip status={status} quiet />}
      {text}
      {cut === true && '…'}
    </>
  );
}

function ProcessCell({ text, status, cut }: TableCell) {
  if (!status) return <span className="not-run"><span aria-hidden="true">–</span><span className="hidden-text">Not run yet</span></span>;
  return (
    <>
      <StatusChip status={status} quiet={status === 'Completed'} />
      {text !== null && <span className={status === 'Completed' ? undefined : 'muted'}>{text}</span>}
      {cut === true && '…'}
    </>
  );
}

/** `2025-03-14 10:00:00` of an ISO 8601 time, in UTC as it is stored. */
function timeText(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/, '$1 $2');
}
