import type { ResultStatus } from '../../store/records';

/** Which table is looked at. */
export type TableSubject =
  /** Table 1, the rows of one source. */
  | { readonly view: 'source'; readonly source: string }
  /** Table 2. */
  | { readonly view: 'workflows' }
  /** Table 3, of one workflow (its `workflow_id`) or of all. */
  | { readonly view: 'results'; readonly workflow?: string | undefined }
  /** The rows of a workflow's source, with a column for each of its processes. */
  | { readonly view: 'joined'; readonly workflow: string };

export interface TableSort {
  /** A column's key. */
  readonly column: string;
  readonly descending: boolean;
}

/** A table as the user wants to see it: which, which of its rows, and in which order. Without `sort` in the order that the rows came in. */
export interface TableQuery {
  readonly subject: TableSubject;
  /** See `filterText.ts`. */
  readonly text: string;
  /** Only in `results` and `joined`. */
  readonly status?: ResultStatus | undefined;
  readonly sort?: TableSort | undefined;
}

/** `process`: its cells have a status beside the text. `status`: the text is a status. */
export type ColumnKind = 'text' | 'id' | 'number' | 'time' | 'json' | 'status' | 'process';

export interface TableColumn {
  /** Names the column in queries, and is no other column's. */
  readonly key: string;
  /** What the user calls it. */
  readonly label: string;
  readonly kind: ColumnKind;
}

/** What one cell shows; a process that has not got to its row yet has neither text nor status. */
export interface TableCell {
  readonly text: string | null;
  /** There is more of the text than this. */
  readonly cut?: boolean | undefined;
  readonly status?: ResultStatus | undefined;
}

export interface TableRow {
  /** Names the row in its table while the database is open. */
  readonly id: number;
  /** In the order of the columns that were asked for. */
  readonly cells: readonly TableCell[];
}

export interface TablePage {
  /** Rows of the table, and how many of them the filter lets through. */
  readonly total: number;
  readonly matching: number;
  /** Another number means that rows that were there before may have moved. */
  readonly order: number;
  /** The place of the first row among the matching ones, from 0. */
  readonly start: number;
  readonly rows: readonly TableRow[];
}

export interface CatalogWorkflow {
  readonly workflow_id: string;
  readonly workflow_name: string;
  readonly source_connection: string | null;
  /** Of its file, relative to the workspace, with forward slashes. */
  readonly path: string;
}

/** What there is to look at. */
export interface TableCatalog {
  readonly sources: readonly string[];
  readonly workflows: readonly CatalogWorkflow[];
}
