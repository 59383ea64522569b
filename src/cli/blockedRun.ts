import type { Io } from './io';
import { problemLine } from './problemLine';
import type { LocatedProblem, Workflow } from './readWorkflow';

/** Tells every warning, and every problem that stands against `what`; whether one does. */
export function isBlocked({ file, problems }: Workflow, blocking: readonly LocatedProblem[], what: string, io: Io): boolean {
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  for (const problem of [...warnings, ...blocking]) io.stderr.write(`${problemLine(file, problem)}\n`);
  if (blocking.length === 0) return false;
  const count = blocking.length === 1 ? 'one condition is' : `${blocking.length} conditions are`;
  io.stderr.write(`llmflow: ${what} cannot run: ${count} not satisfied.\n`);
  return true;
}
