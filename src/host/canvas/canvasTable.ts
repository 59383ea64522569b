import { findBuiltInProcess } from '../../core/flow/builtInProcesses';
import type { AnswerSettings, Flow, Process } from '../../core/flow/model';
import type { FieldLocation, FlowDocument } from '../../core/flow/parse/flowDocument';
import type { TextRange } from '../../core/flow/problem';
import { holdsOf } from '../../core/flow/rules/refuseProcessEdit';
import { resolveModel, type ModelDefaults } from '../../core/run/runRequest';
import { builtInPrompts } from '../../core/tables/processes/builtInPrompts';
import { sourceName } from '../../core/tables/sources/sourceName';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import type { CanvasProblem, CanvasProcess, CanvasTable } from '../../shared/protocol';

/** What the canvas shows of the table half of a file; undefined where it has none. */
export function canvasTable(flow: Flow, columns: readonly string[] | undefined, place: WorkflowPlace, defaults: ModelDefaults): CanvasTable | undefined {
  const { source, processes, budget } = flow;
  if (!source && processes.length === 0) return undefined;
  return {
    ...(source && { source: sourceName(source, place) }),
    ...(columns && { columns: [...columns] }),
    processes: processes.map((process) => canvasProcess(process, flow, defaults)),
    ...(budget !== undefined && { budget }),
  };
}

function canvasProcess(process: Process, flow: Flow, defaults: ModelDefaults): CanvasProcess {
  const { name, columns, flow: path, llm_provider, model_type } = process;
  const base = { ...answerSettings(process), name, columns: [...columns], holds: holdsOf(flow, name) };
  if (path === undefined) return { ...base, prompt: promptOf(process), model: resolveModel(process, flow, defaults) };
  const namesModel = llm_provider !== undefined || model_type !== undefined;
  return { ...base, flow: path, ...(namesModel && { model: resolveModel(process, flow, defaults) }) };
}

/** What a node or a process says itself of its answers. */
export function answerSettings({ llm_provider, model_type, knowledge_base, intensity, temperature, max_output_tokens, stop, reasoning_effort }: AnswerSettings) {
  return { llm_provider, model_type, knowledge_base, intensity, temperature, max_output_tokens, stop: stop && [...stop], reasoning_effort };
}

function promptOf({ name, prompt }: Process): CanvasProcess['prompt'] {
  if (prompt !== undefined) return { from: 'own', text: prompt };
  const builtIn = findBuiltInProcess(name);
  return builtIn && { from: 'built-in', text: builtInPrompts[builtIn] };
}

/** Where in the table half of the file a range is. */
export function tablePartAt({ locations }: Pick<FlowDocument, 'locations'>, range: TextRange): Pick<CanvasProblem, 'part' | 'process'> {
  const part = (['source', 'processes'] as const).find((key) => holds(locations.fields.get(key), range));
  const process = part === 'processes' ? [...locations.processes].find(([, location]) => holds(location, range))?.[0] : undefined;
  return { ...(part && { part }), ...(process !== undefined && { process }) };
}

export function holds(location: FieldLocation | undefined, { start }: TextRange): boolean {
  return location !== undefined && location.key.start <= start && start <= location.value.end;
}
