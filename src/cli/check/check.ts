import { exitStatus, UsageError, type Io } from '../io';
import { problemLine } from '../problemLine';
import { readWorkflow, type Workflow } from '../readWorkflow';
import { resolveWorkspace } from '../workspace';
import { findWorkflows } from './findWorkflows';
import { sarifLog } from './sarif';

export interface CheckOptions {
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly workspace?: string;
}

/** `llmflow check`: returns 1 where a workflow has an error, 0 where there are warnings at most. */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const workspace = await resolveWorkspace(options.workspace, io.cwd);
  const files = await findWorkflows(paths, io.cwd);
  if (files.length === 0) throw new UsageError(`There is no .llmflow file in ${paths.map((path) => `“${path}”`).join(', ')}.`);
  const workflows: Workflow[] = [];
  for (const file of files) {
    const workflow = await readWorkflow(file, io.cwd, workspace);
    workflows.push(workflow);
    if (!options.sarif) for (const line of linesOf(workflow, options.json ?? false)) io.stdout.write(`${line}\n`);
  }
  if (options.sarif) io.stdout.write(`${JSON.stringify(sarifLog(workflows, io.cwd), undefined, 2)}\n`);
  io.stderr.write(`${summary(workflows)}\n`);
  return count(workflows, 'error') > 0 ? exitStatus.failure : exitStatus.success;
}

function linesOf({ file, problems }: Workflow, asJson: boolean): string[] {
  if (!asJson) return problems.map((problem) => problemLine(file, problem));
  return problems.map(({ start, severity, rule, message, node }) =>
    JSON.stringify({ file, line: start.line, column: start.column, severity, rule, message, ...(node !== undefined && { node }) }),
  );
}

function summary(workflows: readonly Workflow[]): string {
  const [errors, warnings] = [count(workflows, 'error'), count(workflows, 'warning')];
  const found = errors + warnings === 0 ? 'No problems' : `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  return `${found} in ${plural(workflows.length, 'workflow')}.`;
}

function count(workflows: readonly Workflow[], severity: 'error' | 'warning'): number {
  return workflows.flatMap(({ problems }) => problems).filter((problem) => problem.severity === severity).length;
}

function plural(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
