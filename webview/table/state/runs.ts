import type { TableCatalog, TableSubject, ToTable } from '../../../src/shared/tableProtocol';
import { Store } from '../../ui/store';

export type WorkflowRun = Omit<Extract<ToTable, { type: 'table-run' }>, 'type'> & {
  /** The user has seen how it ended. */
  readonly isDismissed: boolean;
};

/** The last table run of each workflow that the page has heard of, by the workflow's path. */
export const runs = new Store<ReadonlyMap<string, WorkflowRun>>(new Map());

export function runArrived({ path, name, run }: Omit<WorkflowRun, 'isDismissed'>): void {
  runs.set(new Map(runs.get()).set(path, { path, name, run, isDismissed: false }));
}

export function dismissRun(path: string): void {
  const seen = runs.get().get(path);
  if (seen) runs.set(new Map(runs.get()).set(path, { ...seen, isDismissed: true }));
}

type Workflow = TableCatalog['workflows'][number];

/** The workflows that a table has to do with. */
function workflowsOf(subject: TableSubject, { workflows }: TableCatalog): readonly Workflow[] {
  switch (subject.view) {
    case 'workflows':
      return workflows;
    case 'source':
      return workflows.filter(({ source_connection }) => source_connection === subject.source);
    case 'results':
    case 'joined':
      return subject.workflow === undefined ? workflows : workflows.filter(({ workflow_id }) => workflow_id === subject.workflow);
  }
}

/** The one workflow whose table can be run from here. */
export function workflowToRun(subject: TableSubject, catalog: TableCatalog): Workflow | undefined {
  const [first, second] = workflowsOf(subject, catalog);
  return second ? undefined : first;
}

/** The runs that concern what is looked at. One of a workflow that is not in the tables yet may concern anything. */
export function runsInView(all: ReadonlyMap<string, WorkflowRun>, subject: TableSubject | undefined, catalog: TableCatalog): WorkflowRun[] {
  const known = new Set(catalog.workflows.map(({ path }) => path));
  const inView = new Set(subject && workflowsOf(subject, catalog).map(({ path }) => path));
  return [...all.values()].filter(({ path, isDismissed }) => !isDismissed && (inView.has(path) || !known.has(path)));
}
