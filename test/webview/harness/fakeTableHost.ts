import type { FromTable, TableCatalog, TableCell, TableColumn, TableMethod, TablePage, TableQuery } from '../../../src/shared/tableProtocol';

/** The tables that the fake host has. Rows are made when they are asked for: `<label> <place>`, unless `cells` says otherwise. */
export interface FakeTables {
  readonly catalog: TableCatalog;
  readonly columns: readonly TableColumn[];
  readonly total: number;
  /** By place in the table's own order and column, such as `3 data.text`. */
  readonly cells: Readonly<Record<string, TableCell>>;
  /** The whole texts of cells that are cut, by the same keys. */
  readonly whole: Readonly<Record<string, string>>;
  readonly order: number;
  /** Methods that fail, with what the host says. */
  readonly failures: Readonly<Partial<Record<TableMethod, string>>>;
}

export interface FakeTableWindow extends Window {
  sent: FromTable[];
  violations: string[];
  state: unknown;
  tables: FakeTables;
  /** Answers wait while this is true. */
  isHeld: boolean;
  release: () => void;
  acquireVsCodeApi: () => unknown;
}

/**
 * Runs in the page before its own scripts: a host whose tables may have a million rows. A descending sort turns the rows
 * round; the filter “few” lets three rows through, “none” none; the status `Failed` one in ten.
 */
export function installFakeTableHost(start: { state: unknown; tables: FakeTables }): void {
  const page = window as unknown as FakeTableWindow;
  page.sent = [];
  page.violations = [];
  page.state = start.state;
  page.tables = start.tables;
  page.isHeld = false;
  document.addEventListener('securitypolicyviolation', (event) =>
    page.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
  );

  const waiting: (() => void)[] = [];
  page.release = () => {
    page.isHeld = false;
    for (const answer of waiting.splice(0)) answer();
  };
  page.acquireVsCodeApi = () => ({
    postMessage(message: FromTable) {
      page.sent.push(structuredClone(message));
      if (message.type === 'ready') window.postMessage({ type: 'welcome', folder: 'file:///workspace' }, '*');
      else if (page.isHeld) waiting.push(() => answer(message));
      else answer(message);
    },
    getState: () => page.state,
    setState: (state: unknown) => (page.state = structuredClone(state)),
  });

  function answer({ id, method, args }: Extract<FromTable, { type: 'call' }>): void {
    const failure = page.tables.failures[method];
    const message = failure === undefined ? { type: 'answer', id, result: resultOf(method, args) } : { type: 'failure', id, message: failure };
    window.postMessage(message, '*');
  }

  function resultOf(method: TableMethod, args: unknown): unknown {
    const { catalog, columns, whole } = page.tables;
    switch (method) {
      case 'tables':
        return catalog;
      case 'columns':
        return columns;
      case 'rows':
        return rows(args as Parameters<typeof rows>[0]);
      case 'cell': {
        const { row, column } = args as { row: number; column: string };
        return { text: whole[`${row} ${column}`] ?? cell(row, column).text };
      }
      case 'copy':
        return { rows: 1 };
      case 'export':
      case 'reveal-process':
      case 'run-table':
      case 'cancel-table':
      case 'run-rows':
      case 'start':
        return {};
    }
  }

  function rows({ query, columns, start: first, count }: { query: TableQuery; columns: string[]; start: number; count: number }): TablePage {
    const { total, order } = page.tables;
    const matching = query.text === 'none' ? 0 : query.text === 'few' ? 3 : query.status === 'Failed' ? Math.floor(total / 10) : total;
    const places = Array.from({ length: Math.max(0, Math.min(count, matching - first)) }, (_, index) => {
      const place = first + index;
      const natural = query.status === 'Failed' ? place * 10 + 3 : place;
      return query.sort?.descending === true ? total - 1 - natural : natural;
    });
    return { total, matching, order, start: first, rows: places.map((place) => ({ id: place, cells: columns.map((key) => cell(place, key)) })) };
  }

  function cell(place: number, key: string): TableCell {
    return page.tables.cells[`${place} ${key}`] ?? { text: `${page.tables.columns.find((column) => column.key === key)?.label ?? key} ${place}` };
  }
}
