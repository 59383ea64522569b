import type { ChosenRows } from '../../core/tables/view/chosenRows';
import type { CatalogWorkflow, TableCatalog, TableSubject } from '../../core/tables/view/tableQuery';
import type { TableActions } from './tableAnswers';

type RunActions = Pick<TableActions, 'runs' | 'choose'>;

/** Begins to run rows again. Rejects, before anything runs, where that cannot be done. */
export async function runAgain(chosen: readonly ChosenRows[], subject: TableSubject, catalog: TableCatalog, actions: RunActions): Promise<void> {
  if (chosen.length === 0) throw new Error('There are no rows here that could be run again.');
  const runs: (() => Promise<boolean>)[] = [];
  for (const { workflow_id, ...rows } of chosen) {
    const workflow = workflow_id === undefined ? await workflowOver(subject, catalog, actions) : catalog.workflows.find((known) => known.workflow_id === workflow_id);
    if (workflow === 'none') return;
    if (!workflow) throw new Error('The workflow of these rows is not in the tables any more.');
    const file = await actions.runs(workflow.path);
    runs.push(() => file.runRows({ ...rows, rerun: true }));
  }
  void oneAfterAnother(runs);
}

/** A run that was cancelled, or not begun, is not followed by the next. */
async function oneAfterAnother(runs: readonly (() => Promise<boolean>)[]): Promise<void> {
  for (const run of runs) if (!(await run())) return;
}

/** The workflow that works on the rows of a source; where there are several, the one that the user chooses. */
async function workflowOver(subject: TableSubject, { workflows }: TableCatalog, actions: RunActions): Promise<CatalogWorkflow | 'none'> {
  const over = workflows.filter(({ source_connection }) => subject.view === 'source' && source_connection === subject.source);
  const [first, second] = over;
  if (!first) throw new Error('No workflow has run over this source yet. Open one that names it, and run its table.');
  return second ? ((await actions.choose(over)) ?? 'none') : first;
}
