import { isModelNode } from '../flow/model';
import { createPrices, type Prices } from '../models/prices';
import { outputFormat } from '../run/defaultPrompts';
import type { Usage } from '../run/events';
import { lookupOf, promptOf, resolveModel, type ModelDefaults } from '../run/runRequest';
import type { StoreReader } from '../store/store';
import { plannedRows, type Planning } from './plannedRows';
import { planningOf, prepareTable, type PreparePorts, type TableRequest } from './prepareTable';
import type { TableProcess } from './processes/tableProcess';
import { meanSpending } from './tableQueries';

/** What a table run would take. An estimate: for decisions and messages, not for accounts. */
export interface TableEstimate extends Estimate {
  readonly processes: readonly ProcessEstimate[];
}

export interface Estimate {
  /** Rows that ask a model. */
  readonly rows: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** US dollars; null where a price is not known. */
  readonly cost: number | null;
}

export interface ProcessEstimate extends Estimate {
  readonly process: string;
  /** Calls for each row, without those of the built-in models, which cost nothing. */
  readonly calls: number;
  /** Whether rows that have run with the same model tell the tokens of a row, or only the length of its text. */
  readonly basis: 'rows' | 'length';
  /** How many of them have; 0 where the texts tell. */
  readonly measuredRows: number;
}

export interface EstimatePorts extends PreparePorts {
  readonly prices?: Prices;
}

/** One call of a model for one row. */
interface Call extends ModelDefaults {
  readonly prompt: string;
  /** Passages that it may look up. */
  readonly passages: number;
}

const charactersPerToken = 4;
/** Of a passage with its place: most are nearly as long as a chunk may be. */
const tokensPerPassage = 300;
/** An answer explains itself for about so long, then repeats about so much of its text at most. */
const explanationTokens = 100;
const longestResultTokens = 200;

/** Whether any process asks a model that is not built in. It reads no rows. Throws `TableError` where the run cannot begin. */
export async function mayCost(request: TableRequest, ports: PreparePorts): Promise<boolean> {
  return (await prepareTable(request, ports)).some((process) => callsOf(process).some(isPaid));
}

/**
 * Goes through the rows as `runTable` would, without asking or writing. A row that waits for an earlier process of the same run
 * counts with the result that process is expected to give. Throws `TableError` where the run cannot begin.
 */
export async function estimateTable(request: TableRequest, ports: EstimatePorts, signal: AbortSignal): Promise<TableEstimate> {
  const { store, prices = createPrices() } = ports;
  const planning = planningOf(request);
  const processes: ProcessEstimate[] = [];
  for (const process of await prepareTable(request, ports)) {
    const work = await measure(process, processes, store, planning, signal);
    processes.push(estimateProcess(process, work, store, planning.workflow_id, prices));
  }
  return { ...processes.reduce<Estimate>(add, { rows: 0, input_tokens: 0, output_tokens: 0, cost: 0 }), processes };
}

interface Work {
  readonly rows: number;
  /** Of a row's text, on average. */
  readonly textTokens: number;
}

/** The rows to do, and the length of their texts. */
async function measure(
  process: TableProcess,
  earlier: readonly ProcessEstimate[],
  store: StoreReader,
  planning: Planning,
  signal: AbortSignal,
): Promise<Work> {
  let [rows, characters] = [0, 0];
  for await (const { plan, input } of plannedRows(store, process, planning)) {
    signal.throwIfAborted();
    if (plan !== 'run' || 'error' in input) continue;
    rows++;
    characters += input.text.length + [...input.promptColumns.values()].reduce((sum, value) => sum + value.length, 0);
  }
  const read = process.columns.flatMap((column) => (column.from === 'result' ? column.process : []));
  // Each result that an earlier process of this run gives anew makes one of this process's inputs new.
  const waitedFor = earlier.filter((estimate) => read.includes(estimate.process) && estimate.rows > rows);
  const [longest] = waitedFor.sort((a, b) => b.rows - a.rows);
  if (!longest) return { rows, textTokens: rows === 0 ? 0 : characters / charactersPerToken / rows };
  const expected = (longest.rows - rows) * Math.min(longestResultTokens, longest.output_tokens / longest.rows);
  return { rows: longest.rows, textTokens: (characters / charactersPerToken + expected) / longest.rows };
}

function estimateProcess(process: TableProcess, { rows, textTokens }: Work, store: StoreReader, workflow_id: string, prices: Prices): ProcessEstimate {
  const calls = callsOf(process);
  const known = meanSpending(store, { workflow_id, process_name: process.name }, process.model);
  const total = (row: Usage, cost: number | null, measuredRows: number): ProcessEstimate => ({
    process: process.name,
    calls: calls.filter(isPaid).length,
    basis: measuredRows > 0 ? 'rows' : 'length',
    measuredRows,
    rows,
    input_tokens: Math.round(row.input_tokens * rows),
    output_tokens: Math.round(row.output_tokens * rows),
    cost: rows === 0 ? 0 : cost === null ? null : cost * rows,
  });
  if (known?.input_tokens != null && known.output_tokens != null) {
    const usage = { input_tokens: known.input_tokens, output_tokens: known.output_tokens };
    const [call, ...others] = calls;
    // Of several calls only the sum of their tokens is known, and their prices may differ.
    const cost = call && others.length === 0 ? prices.cost(call.llm_provider, call.model_type, usage) : known.cost;
    return total(usage, cost, known.rows);
  }
  const guesses = calls.map((call) => {
    const usage = guess(call, textTokens);
    return { rows: 1, ...usage, cost: prices.cost(call.llm_provider, call.model_type, usage) };
  });
  const row = guesses.reduce<Estimate>(add, { rows: 0, input_tokens: 0, output_tokens: 0, cost: 0 });
  return total(row, row.cost, 0);
}

/** The calls that a row makes: each is taken to read as much as the row's text. */
function callsOf({ request }: TableProcess): Call[] {
  return request.nodes
    .filter(isModelNode)
    .map((node) => ({
      ...resolveModel(node, request.defaults),
      prompt: promptOf(node, request),
      passages: lookupOf(node, request)?.top_k ?? 0,
    }));
}

function isPaid({ llm_provider }: Call): boolean {
  return llm_provider !== 'builtin';
}

function guess(call: Call, textTokens: number): Usage {
  if (!isPaid(call)) return { input_tokens: 0, output_tokens: 0 };
  return {
    input_tokens: (call.prompt.length + outputFormat.length) / charactersPerToken + textTokens + call.passages * tokensPerPassage,
    output_tokens: explanationTokens + Math.min(longestResultTokens, textTokens),
  };
}

function add(sum: Estimate, { rows, input_tokens, output_tokens, cost }: Estimate): Estimate {
  return {
    rows: sum.rows + rows,
    input_tokens: sum.input_tokens + input_tokens,
    output_tokens: sum.output_tokens + output_tokens,
    cost: sum.cost === null || cost === null ? null : sum.cost + cost,
  };
}
