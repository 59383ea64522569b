import type { TableCatalog, TableColumn, TableQuery, TableSubject } from '../../../src/shared/tableProtocol';
import { Store } from '../../ui/store';
import { showToast } from '../../ui/Toasts';
import { call, messageOf } from '../calls';
import { remember, viewStateNow } from '../vscodeApi';
import { chooseShown } from './columns';
import { RowWindow } from './rowWindow';
import { clearSelection, goTo } from './selection';
import { keyOf } from './subjectKey';

/** What there is to look at; undefined until the host has said so. */
export const catalog = new Store<TableCatalog | undefined>(undefined);
export const query = new Store<TableQuery | undefined>(undefined);
/** All columns of the table in view. */
export const columns = new Store<readonly TableColumn[]>([]);
/** Those of them that the user sees; the same array until they are others. */
export const shownColumns = new Store<readonly TableColumn[]>([]);
/** Why there is nothing to see. */
export const failure = new Store<string | undefined>(undefined);

export const rowWindow = new RowWindow((args) => call('rows', args));

/** What is to be shown as soon as it is there. */
let wanted: TableSubject | undefined;

/** Shows a table that the host names. A run that has just begun may still have to make it. */
export async function showOnceThere(subject: TableSubject): Promise<void> {
  wanted = subject;
  await refreshAll();
  if (wanted === subject && failure.get() === undefined) showToast(missing(subject));
}

function missing({ view }: TableSubject): string {
  if (view === 'source') return 'The rows of this source have not been pulled yet. They will be shown here once they are.';
  return 'The table of this workflow has not run yet. Its results will be shown here once it has.';
}

/** Reads everything that is shown anew, without losing the place. */
export async function refreshAll(): Promise<void> {
  try {
    catalog.set(await call('tables', {}));
    const next = wanted && isThere(wanted) ? wanted : undefined;
    const subject = next ?? query.get()?.subject ?? viewStateNow().query?.subject;
    const found = subject && isThere(subject) ? subject : firstSubject();
    if (!found) query.set(undefined);
    else if (query.get()?.subject === found) await readColumns(found);
    else await open(found, viewStateNow().query);
    if (found === wanted) wanted = undefined;
    failure.set(undefined);
  } catch (error) {
    failure.set(messageOf(error));
  }
}

/** Shows another table, which the user has chosen. */
export async function show(subject: TableSubject): Promise<void> {
  wanted = undefined;
  await open(subject);
}

/** In the order and with the filter that `like` has where it is of the same table. */
async function open(subject: TableSubject, like?: TableQuery): Promise<void> {
  const isSame = like !== undefined && keyOf(like.subject) === keyOf(subject);
  query.set(isSame ? { ...like, subject } : { subject, text: '' });
  columns.set([]);
  await readColumns(subject);
  changed();
}

/** Another order or filter of the same table: begins at its first row. */
export function change(part: Partial<TableQuery>): void {
  const before = query.get();
  if (!before) return;
  query.set({ ...before, ...part });
  changed();
}

/** Columns have been shown or hidden. */
export function reopen(): void {
  const current = query.get();
  if (!current) return;
  shownColumns.set(chooseShown(current.subject, columns.get()));
  rowWindow.open(current, shownColumns.get().map(({ key }) => key));
}

function changed(): void {
  clearSelection();
  goTo({ row: 0, column: 0 });
  remember({ query: query.get() });
  reopen();
}

async function readColumns(subject: TableSubject): Promise<void> {
  const read = await call('columns', { subject });
  // Meanwhile the user may have gone on to another table.
  if (query.get()?.subject !== subject) return;
  const isNew = JSON.stringify(read) !== JSON.stringify(columns.get());
  if (isNew) columns.set(read);
  if (isNew) reopen();
  else rowWindow.refresh();
}

function isThere(subject: TableSubject): boolean {
  const { sources = [], workflows = [] } = catalog.get() ?? {};
  if (subject.view === 'source') return sources.includes(subject.source);
  if (subject.view === 'joined') return workflows.some(({ workflow_id }) => workflow_id === subject.workflow);
  return sources.length + workflows.length > 0;
}

function firstSubject(): TableSubject | undefined {
  const { sources = [], workflows = [] } = catalog.get() ?? {};
  if (workflows[0]) return { view: 'joined', workflow: workflows[0].workflow_id };
  return sources[0] === undefined ? undefined : { view: 'source', source: sources[0] };
}
