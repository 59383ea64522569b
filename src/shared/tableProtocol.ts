import * as z from 'zod';
import type { ResultStatus } from '../core/store/records';
import type * as core from '../core/tables/view/tableQuery';
import { tableRunState, tableRunWish } from './tableRun';

/**
 * The contract between the extension host and the table page. The page calls the host's methods, the host tells the page that
 * something has changed; every message and what it carries is checked where it enters, and what does not fit is dropped.
 */
const resultStatus = z.enum(['Pending', 'Running', 'Completed', 'Failed']) satisfies z.ZodType<ResultStatus>;

/** The most rows and columns that a page of them may have. */
export const mostRows = 500;
export const mostColumns = 500;
/** The most columns that may be copied or written to a file. */
const mostChosen = 20_000;

/** The most rows that one call may have run again. */
export const mostRowsRun = 10_000;

const subject = z.discriminatedUnion('view', [
  z.object({ view: z.literal('source'), source: z.string() }),
  z.object({ view: z.literal('workflows') }),
  z.object({ view: z.literal('results'), workflow: z.string().optional() }),
  z.object({ view: z.literal('joined'), workflow: z.string() }),
]) satisfies z.ZodType<core.TableSubject>;
export type TableSubject = z.infer<typeof subject>;

export const tableQuery = z.object({
  subject,
  text: z.string().max(1_000),
  status: resultStatus.optional(),
  sort: z.object({ column: z.string(), descending: z.boolean() }).optional(),
}) satisfies z.ZodType<core.TableQuery>;
export type TableQuery = z.infer<typeof tableQuery>;

const column = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'id', 'number', 'time', 'json', 'status', 'process']),
}) satisfies z.ZodType<core.TableColumn>;
export type TableColumn = z.infer<typeof column>;

const cell = z.object({ text: z.string().nullable(), cut: z.boolean().optional(), status: resultStatus.optional() }) satisfies z.ZodType<core.TableCell>;
export type TableCell = z.infer<typeof cell>;
export type TableStatus = z.infer<typeof resultStatus>;

const row = z.object({ id: z.number(), cells: z.array(cell) }) satisfies z.ZodType<core.TableRow>;
export type TableRow = z.infer<typeof row>;

const page = z.object({
  total: z.number(),
  matching: z.number(),
  order: z.number(),
  start: z.number(),
  rows: z.array(row),
}) satisfies z.ZodType<core.TablePage>;
export type TablePage = z.infer<typeof page>;

const catalog = z.object({
  sources: z.array(z.string()),
  workflows: z.array(z.object({ workflow_id: z.string(), workflow_name: z.string(), source_connection: z.string().nullable(), path: z.string() })),
}) satisfies z.ZodType<core.TableCatalog>;
export type TableCatalog = z.infer<typeof catalog>;

const columns = z.array(z.string()).max(mostChosen);
const place = z.int().nonnegative();
/** From `start` to before `end`. */
const ranges = z.array(z.object({ start: place, end: place })).max(10_000);
const nothing = z.object({});

const startable = z.enum(['new-workflow', 'pull-source', 'run-table']);
export type Startable = z.infer<typeof startable>;

/** What the page can ask of the host. */
const calls = {
  tables: { args: nothing, result: catalog },
  columns: { args: z.object({ subject }), result: z.array(column) },
  rows: { args: z.object({ query: tableQuery, columns: columns.max(mostColumns), start: place, count: z.int().min(1).max(mostRows) }), result: page },
  /** The whole text of a cell; null where there is none. `row` is the row's `id`. */
  cell: { args: z.object({ subject, row: z.number(), column: z.string() }), result: z.object({ text: z.string().nullable() }) },
  /** Put rows on the clipboard, as a spreadsheet would; answers how many there were. */
  copy: { args: z.object({ query: tableQuery, columns, ranges }), result: z.object({ rows: z.number() }) },
  /** Write rows to a file that the user chooses; without `ranges` all that match. */
  export: { args: z.object({ query: tableQuery, columns, ranges: ranges.optional() }), result: nothing },
  /** Open the workflow file that a cell comes from, at its process. */
  'reveal-process': { args: z.object({ subject, row: z.number(), column: z.string() }), result: nothing },
  /** Run the table of the workflow that `path` names. */
  'run-table': { args: tableRunWish.extend({ path: z.string() }), result: nothing },
  'cancel-table': { args: z.object({ path: z.string() }), result: nothing },
  /** Run rows again, whatever became of them: over all processes, or over the one named; a result over its own. */
  'run-rows': { args: z.object({ query: tableQuery, ranges, process: z.string().optional() }), result: nothing },
  /** Begin what fills a table that is empty; VS Code asks for which workflow. */
  start: { args: z.object({ what: startable }), result: nothing },
};

type Schemas = typeof calls;
export type TableMethod = keyof Schemas;
export type TableArgs = { [M in TableMethod]: z.infer<Schemas[M]['args']> };
export type TableResults = { [M in TableMethod]: z.infer<Schemas[M]['result']> };

/** Typed so that all methods can be handled alike. */
export const tableCalls: { readonly [M in TableMethod]: { readonly args: z.ZodType<TableArgs[M]>; readonly result: z.ZodType<TableResults[M]> } } = calls;

//#region host to page

export const toTable = z.discriminatedUnion('type', [
  /** Answers `ready`. `folder`: the workspace folder's URI, for the page to remember. */
  z.object({ type: z.literal('welcome'), folder: z.string() }),
  z.object({ type: z.literal('answer'), id: z.number(), result: z.unknown() }),
  z.object({ type: z.literal('failure'), id: z.number(), message: z.string() }),
  /** The database has changed: ask again for what is shown. */
  z.object({ type: z.literal('changed') }),
  z.object({ type: z.literal('show'), subject }),
  /** How a workflow's table run goes: a few times a second, and once more at its end. */
  z.object({ type: z.literal('table-run'), path: z.string(), name: z.string(), run: tableRunState }),
]);
export type ToTable = z.infer<typeof toTable>;

//#endregion
//#region page to host

const method = z.enum(['tables', 'columns', 'rows', 'cell', 'copy', 'export', 'reveal-process', 'run-table', 'cancel-table', 'run-rows', 'start']) satisfies z.ZodType<TableMethod>;

export const fromTable = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('call'), id: z.number(), method, args: z.unknown() }),
]);
export type FromTable = z.infer<typeof fromTable>;

//#endregion
