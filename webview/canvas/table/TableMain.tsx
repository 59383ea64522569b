import type { CanvasTable } from '../../../src/shared/protocol';
import { counted } from '../../ui/amounts';
import { TableList } from './TableList';

/** A workflow that is only a table: the page is its list. */
export function TableMain({ name, table }: { readonly name: string; readonly table: CanvasTable }) {
  const { source, processes } = table;
  return (
    <main className="table-main" aria-label={name}>
      <header>
        <h1>{name}</h1>
        <p>
          {counted(processes.length, 'process', 'processes')} over the rows of {source ?? 'a source that is still to be named'}, one after another.
        </p>
      </header>
      <TableList table={table} />
    </main>
  );
}
