import { builtInProcesses, findBuiltInProcess } from '../builtInProcesses';
import { earlierProcess, type Process } from '../model';
import { rootRange, type FlowDocument, type ProcessLocation } from '../parse/flowDocument';
import type { Problem, RuleId, TextRange } from '../problem';
import type { RuleContext } from './context';
import { missingFile } from './missingFile';
import { checkRowKey, checkSource } from './sourceRules';
import { unknownColumn } from './unknownColumn';

/** The table half of the file: `source` and `processes`. */
export function checkTable(document: FlowDocument, context: RuleContext): Problem[] {
  const { flow, locations } = document;
  const columns = sourceColumns(document, context);
  const problems = [...checkSource(document, context), ...checkRowKey(document, columns)];
  if (flow.processes.length > 0 && !locations.source) {
    const message = 'There are processes, but no source for their rows. Add “source:” with a file, such as rows.csv.';
    problems.push(error('source/not-found', message, rootRange(document, 'processes')));
  }
  flow.processes.forEach((process, index) => {
    const location = locations.processes.get(process.name);
    if (!location) return;
    const earlier = flow.processes.slice(0, index).map(({ name }) => name);
    problems.push(
      ...checkColumns(process, location, earlier, columns, document.text),
      ...checkPrompt(process, location),
      ...checkFlow(process, location, document, context),
    );
  });
  return problems;
}

/** The source's real columns, where they could be read. */
export function sourceColumns({ flow }: Pick<FlowDocument, 'flow'>, { files, pulledColumns }: RuleContext): readonly string[] | undefined {
  if (flow.source?.kind === 'connection') return pulledColumns;
  const facts = flow.source && files?.get(flow.source.path);
  return facts?.state === 'found' ? facts.columns : undefined;
}

function error(rule: RuleId, message: string, range: TextRange): Problem {
  return { rule, severity: 'error', message, range };
}

function checkColumns(
  { name, columns }: Process,
  location: ProcessLocation,
  earlier: readonly string[],
  known: readonly string[] | undefined,
  text: string,
): Problem[] {
  return columns.flatMap((column, index) => {
    const range = location.columns[index] ?? location.value;
    const source = earlierProcess(column);
    if (source !== undefined) {
      if (earlier.includes(source)) return [];
      const names = earlier.length > 0 ? `Earlier processes are: ${earlier.join(', ')}.` : 'There is no earlier process.';
      return [error('process/unknown-column', `Process “${name}” reads “${column}”, but only an earlier process has results. ${names}`, range)];
    }
    if (!known || known.includes(column)) return [];
    return [unknownColumn(column, known, range, text)];
  });
}

function checkPrompt({ name, prompt, flow }: Process, { key }: ProcessLocation): Problem[] {
  if (prompt !== undefined || flow !== undefined || findBuiltInProcess(name)) return [];
  const message = `Process “${name}” has no prompt, and there is no built-in process of that name. Add a prompt or a flow. Built-in are: ${builtInProcesses.join(', ')}.`;
  return [error('process/no-prompt', message, key)];
}

function checkFlow({ name, flow }: Process, location: ProcessLocation, document: FlowDocument, { files }: RuleContext): Problem[] {
  const range = location.fields.get('flow')?.value;
  if (flow === undefined || !range) return [];
  if (flow === 'self') {
    if (document.flow.nodes.length > 0) return [];
    return [error('process/unknown-flow', `Process “${name}” uses this file's flow, but the file has no nodes.`, range)];
  }
  const message = missingFile(`The flow “${flow}” of process “${name}”`, files?.get(flow));
  return message ? [error('process/unknown-flow', message, range)] : [];
}
