import { plainLine } from '../core/text/plainLine';
import type { LocatedProblem } from './readWorkflow';

/** `file:line:column: severity rule message`, the form that editors and CI tools recognise. */
export function problemLine(file: string, { start, severity, rule, message }: LocatedProblem): string {
  return plainLine(`${file}:${start.line}:${start.column}: ${severity} ${rule} ${message}`);
}
