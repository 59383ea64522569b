import path from 'node:path';
import { tableProblems } from '../../core/flow/rules/checkFlow';
import { workflowId } from '../../core/tables/workflowRow';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import { isBlocked } from '../blockedRun';
import { UsageError, type Io } from '../io';
import { readWorkflow, type Workflow } from '../readWorkflow';
import { resolveWorkspace } from '../workspace';

/** A workflow with what a table command needs to know of where it stands. */
export interface TableWorkflow {
  readonly workflow: Workflow;
  /** Holds `.llmflow/`. */
  readonly workspace: string;
  readonly place: WorkflowPlace;
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly workflow_id: string;
}

export async function readTableWorkflow(file: string, workspaceOption: string | undefined, io: Io): Promise<TableWorkflow> {
  const workspace = await resolveWorkspace(workspaceOption, io.cwd);
  const workflow = await readWorkflow(file, io.cwd, workspace);
  const target = path.resolve(io.cwd, file);
  const relative = workspace.pathOf(target);
  return {
    workflow,
    workspace: workspace.folder,
    place: { folder: path.dirname(target), workspace: workspace.readableBy(target) },
    path: relative,
    workflow_id: workflowId(workflow.document.flow, relative),
  };
}

/** Tells every problem that stands against a table run, and whether there is one. */
export function refuseTable({ workflow }: TableWorkflow, io: Io): boolean {
  const { file, document, problems } = workflow;
  const blocked = isBlocked(workflow, tableProblems(document, problems), `the table of “${file}”`, io);
  if (blocked || document.flow.source !== undefined) return blocked;
  io.stderr.write(`llmflow: “${file}” names no source. Add “source:” with a file, such as rows.csv.\n`);
  return true;
}

/** Throws `UsageError` for a name that no process of the file has. */
export function checkProcessNames(names: readonly string[] | undefined, { workflow: { document } }: TableWorkflow): void {
  const known = document.flow.processes.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown === undefined || document.state === 'broken') return;
  throw new UsageError(`--process: the workflow has no process “${unknown}”. Its processes are: ${known.join(', ')}.`);
}
