import { isDeepStrictEqual } from 'node:util';
import { chosenRows } from '../../core/tables/view/chosenRows';
import type { CatalogWorkflow } from '../../core/tables/view/tableQuery';
import { tsv } from '../../core/tables/view/rowText';
import type { PlaceRange, TableView } from '../../core/tables/view/tableView';
import type { RowsToWrite } from '../../core/tables/view/writeRows';
import { type Startable, type TableArgs, type TableMethod, type TableQuery, type TableResults, mostRowsRun, tableCalls } from '../../shared/tableProtocol';
import { runAgain } from './runAgain';
import type { WorkflowRuns } from './workflowRuns';

/** What a table's page can have done outside of it. */
export interface TableActions {
  copy(text: string): PromiseLike<void>;
  export(rows: RowsToWrite, count: number): PromiseLike<void>;
  reveal(path: string, process: string | undefined): PromiseLike<void>;
  start(what: Startable): PromiseLike<void>;
  /** The table runs of a workflow file. Rejects where it is gone. */
  runs(path: string): PromiseLike<WorkflowRuns>;
  /** Asks the user; undefined: none of them. */
  choose(workflows: readonly CatalogWorkflow[]): PromiseLike<CatalogWorkflow | undefined>;
}

/** What a clipboard is good for. */
const mostCopied = { rows: 100_000, characters: 50_000_000 };

type Answers = { readonly [M in TableMethod]: (args: TableArgs[M]) => TableResults[M] | Promise<TableResults[M]> };

/** Answers the calls of a table's page from the database. Throws errors that are told to the user. */
export class TableAnswers {
  /** What the page looks at. */
  #front: { readonly query: TableQuery | undefined; readonly abort: AbortController } = { query: undefined, abort: new AbortController() };

  constructor(
    private readonly view: TableView,
    private readonly actions: TableActions,
  ) {}

  /** `args` are checked here. */
  async answer<M extends TableMethod>(method: M, args: unknown): Promise<TableResults[M]> {
    return this.#answers[method](tableCalls[method].args.parse(args));
  }

  readonly #answers: Answers = {
    tables: () => {
      const { sources, workflows } = this.view.catalog();
      return { sources: [...sources], workflows: [...workflows] };
    },
    columns: ({ subject }) => this.view.columns(subject),
    rows: async ({ query, columns, start, count }) => {
      const page = await this.view.page(query, columns, start, count, this.#inFront(query));
      return { ...page, rows: page.rows.map(({ id, cells }) => ({ id, cells: [...cells] })) };
    },
    cell: ({ subject, row, column }) => {
      const text = this.view.cell(subject, row, column);
      if (text === undefined) throw new Error('The row is not in the table any more.');
      return { text };
    },
    copy: async (args) => {
      const { text, rows } = await this.#clipboardText(args);
      await this.actions.copy(text);
      return { rows };
    },
    export: async ({ query, columns, ranges }) => {
      const rows = await this.view.order(query);
      const count = ranges ? countOf(ranges) : rows.order.count;
      await this.actions.export({ headings: this.view.headings(query.subject, columns), batches: () => this.view.rows(rows, columns, ranges) }, count);
      return {};
    },
    'reveal-process': async ({ subject, row, column }) => {
      const origin = this.view.origin(subject, row, column);
      if (!origin) throw new Error('The workflow of this cell is not in the tables any more.');
      await this.actions.reveal(origin.path, origin.process);
      return {};
    },
    'run-table': async ({ path, ...wish }) => {
      const runs = await this.actions.runs(path);
      void runs.run(wish);
      return {};
    },
    'cancel-table': async ({ path }) => {
      (await this.actions.runs(path)).cancel();
      return {};
    },
    'run-rows': async ({ query, ranges, process }) => {
      const wanted = countOf(ranges);
      if (wanted > mostRowsRun) {
        throw new Error(`${wanted.toLocaleString('en')} rows are too many to be run again by choice. Choose up to ${mostRowsRun.toLocaleString('en')}, or run the table.`);
      }
      await runAgain(await chosenRows(this.view, query, ranges, process), query.subject, this.view.catalog(), this.actions);
      return {};
    },
    start: async ({ what }) => {
      await this.actions.start(what);
      return {};
    },
  };

  /** Ends the search for rows of another query: nobody looks at them any more. */
  #inFront(query: TableQuery): AbortSignal {
    if (!isDeepStrictEqual(query, this.#front.query)) {
      this.#front.abort.abort();
      this.#front = { query, abort: new AbortController() };
    }
    return this.#front.abort.signal;
  }

  async #clipboardText({ query, columns, ranges }: TableArgs['copy']): Promise<{ readonly text: string; readonly rows: number }> {
    const wanted = countOf(ranges);
    if (wanted > mostCopied.rows) throw tooMuch(`${wanted.toLocaleString('en')} rows`);
    const [column, ...others] = columns;
    if (wanted === 1 && column !== undefined && others.length === 0) return { text: await this.#onlyCell(query, column, ranges), rows: 1 };
    let text = '';
    let rows = 0;
    for (const batch of this.view.rows(await this.view.order(query), columns, ranges)) {
      text += batch.map((values) => tsv.row([], values)).join('');
      rows += batch.length;
      if (text.length > mostCopied.characters) throw tooMuch('this much text');
    }
    return { text, rows };
  }

  /** A single cell is copied as it is, without quotes. */
  async #onlyCell(query: TableQuery, column: string, ranges: readonly PlaceRange[]): Promise<string> {
    const [row] = [...this.view.rows(await this.view.order(query), [column], ranges)].flat();
    return String(row?.[0] ?? '');
  }
}

function countOf(ranges: readonly PlaceRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);
}

function tooMuch(what: string): Error {
  return new Error(`A clipboard is too small for ${what}. Export the rows to a file instead.`);
}
