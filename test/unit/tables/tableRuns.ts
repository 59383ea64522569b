import { emptyFlow, type Flow, type Process } from '../../../src/core/flow/model';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import type { ModelRequest } from '../../../src/core/models/provider';
import type { AnswerPart, NodePorts } from '../../../src/core/run/executeNode';
import type { TableOptions, TableRequest } from '../../../src/core/tables/prepareTable';
import { runTable, type TablePorts, type TableResult } from '../../../src/core/tables/runTable';
import type { TableEvent } from '../../../src/core/tables/tableEvents';
import { builtinDefaults } from '../run/flows';
import type { MemoryStore } from './memoryStore';

/** A prompt that asks for nothing but its input, so that a request is known by it. */
export function prompting(name: string, column: string | readonly string[] = 'text', rest: Partial<Process> = {}): Process {
  return { name, columns: typeof column === 'string' ? [column] : column, prompt: `${name}: {input_data}`, ...rest };
}

export function flowWith(processes: readonly Process[], rest: Partial<Flow> = {}): Flow {
  return { ...emptyFlow, id: 'w', source: { kind: 'file', path: 'rows.csv' }, processes, ...rest };
}

/** The flow of a file's text. */
export function flowOf(yaml: string): Flow {
  return parseFlow(`llmflow: 1\nid: w\nsource: rows.csv\n${yaml}`).flow;
}

/** A model that answers each request at once with what `answer` makes of it, or fails with what it throws. */
export function answering(answer: (request: ModelRequest) => string | Promise<string>): { ask: NodePorts['ask']; requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    requests,
    async *ask(request): AsyncGenerator<AnswerPart> {
      requests.push(request);
      yield { type: 'text', text: `<output>${await answer(request)}</output>` };
      yield { type: 'finish', usage: { input_tokens: 10, output_tokens: 2 } };
    },
  };
}

export interface Run {
  readonly result: TableResult;
  readonly events: readonly TableEvent[];
}

export interface RunSetup {
  readonly store: MemoryStore;
  readonly flow: Flow;
  readonly ask: NodePorts['ask'];
  readonly options?: TableOptions;
  readonly ports?: Partial<TablePorts>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TableEvent) => void;
}

export function requestOf(flow: Flow, options: TableOptions = {}): TableRequest {
  return { flow, path: 'flows/reviews.llmflow', source_connection: 'rows.csv', defaults: builtinDefaults, options };
}

export async function run({ store, flow, ask, options, ports, signal, onEvent }: RunSetup): Promise<Run> {
  const events: TableEvent[] = [];
  const emit = (event: TableEvent) => {
    events.push(event);
    onEvent?.(event);
  };
  const loadFlow = () => Promise.reject(new Error('it does not exist.'));
  const result = await runTable(requestOf(flow, options), { store, ask, emit, loadFlow, ...ports }, signal ?? new AbortController().signal);
  return { result, events };
}

/** `event process reference_id` of every event, for comparing at a glance. */
export function outline(events: readonly TableEvent[]): string[] {
  return events.map((event) =>
    [event.event, 'process' in event ? event.process : '', 'reference_id' in event ? event.reference_id : ''].filter((part) => part !== '').join(' '),
  );
}
