import type { TableQuery } from './tableQuery';
import type { PlaceRange, TableView } from './tableView';

/** Rows that are to be run again, with the processes that are to run over them. */
export interface ChosenRows {
  /** Absent for rows of a source, which belong to no one workflow. */
  readonly workflow_id?: string;
  /** Absent: all of the workflow. */
  readonly processes?: readonly string[];
  readonly reference_ids: readonly string[];
}

/** The rows at the places of a query. A result stands for its row and its process; other rows `process` narrows to one. */
export async function chosenRows(view: TableView, query: TableQuery, ranges: readonly PlaceRange[], process?: string): Promise<ChosenRows[]> {
  const { subject } = query;
  if (subject.view === 'workflows') return [];
  if (subject.view === 'results') return chosenResults(view, query, ranges);
  const reference_ids = (await texts(view, query, ['reference_id'], ranges)).map(([id = '']) => id);
  const workflow = subject.view === 'joined' ? { workflow_id: subject.workflow } : {};
  return [{ ...workflow, ...(process !== undefined && { processes: [process] }), reference_ids }];
}

/** Processes of a workflow that were chosen for the same rows are one run. */
async function chosenResults(view: TableView, query: TableQuery, ranges: readonly PlaceRange[]): Promise<ChosenRows[]> {
  const byProcess = new Map<string, { workflow_id: string; process: string; ids: Set<string> }>();
  for (const [workflow_id = '', process = '', id = ''] of await texts(view, query, ['workflow_id', 'process_name', 'reference_id'], ranges)) {
    const key = JSON.stringify([workflow_id, process]);
    const chosen = byProcess.get(key) ?? { workflow_id, process, ids: new Set() };
    byProcess.set(key, chosen);
    chosen.ids.add(id);
  }
  const runs = new Map<string, { workflow_id: string; processes: string[]; reference_ids: string[] }>();
  for (const { workflow_id, process, ids } of byProcess.values()) {
    const reference_ids = [...ids].sort();
    const key = JSON.stringify([workflow_id, reference_ids]);
    const run = runs.get(key) ?? { workflow_id, processes: [], reference_ids };
    runs.set(key, run);
    run.processes.push(process);
  }
  return [...runs.values()];
}

async function texts(view: TableView, query: TableQuery, columns: readonly string[], ranges: readonly PlaceRange[]): Promise<string[][]> {
  return [...view.rows(await view.order(query), columns, ranges)].flat().map((values) => values.map((value) => String(value ?? '')));
}
