import { findBuiltInProcess, type BuiltInProcess } from '../../flow/builtInProcesses';
import { connectionsOf, earlierProcess, isModelNode, type AnswerSettings, type Flow, type FlowNode, type Process } from '../../flow/model';
import { isPlaceholder, wordsInBraces } from '../../flow/placeholders';
import { checkConnections } from '../../flow/rules/connections';
import { createRunRequest, parametersOf, resolveModel, type ModelDefaults, type RunRequest } from '../../run/runRequest';
import type { NodePorts } from '../../run/executeNode';
import { errorText } from '../../text/errorText';
import { processFingerprint } from '../inputHash';
import { builtInPrompts } from './builtInPrompts';
import { findVersions } from './knowledgeVersions';
import { TableError, type ProcessColumn, type TableProcess } from './tableProcess';

export interface ResolveContext {
  readonly flow: Flow;
  readonly defaults: ModelDefaults;
  /** Reads and checks another workflow, its path relative to this one. Throws what the user is to be told. */
  readonly loadFlow: (path: string) => Promise<Flow>;
  /** Whether the source has a column of that name. */
  readonly hasColumn: (name: string) => boolean;
  readonly knowledge: Pick<NodePorts, 'search' | 'knowledgeVersion'>;
}

/** Resolves processes of the file, by their names, in the file's order; all where none is named. Throws `TableError`. */
export async function resolveProcesses(names: readonly string[] | undefined, context: ResolveContext): Promise<TableProcess[]> {
  const { processes } = context.flow;
  if (processes.length === 0) throw new TableError('The workflow has no processes. Add “processes:” with one, such as sentiment: COLUMN.');
  for (const name of names ?? []) {
    if (processes.some((process) => process.name === name)) continue;
    throw new TableError(`The workflow has no process “${name}”. Its processes are: ${processes.map((process) => process.name).join(', ')}.`);
  }
  const chosen = processes.filter(({ name }) => names?.includes(name) ?? true);
  return Promise.all(chosen.map((process) => resolveProcess(process, context)));
}

async function resolveProcess(process: Process, context: ResolveContext): Promise<TableProcess> {
  const columns = resolveColumns(process, context.flow);
  return process.flow === undefined
    ? resolvePrompt(process, columns, context)
    : resolveFlow({ ...process, flow: process.flow }, columns, context);
}

function resolveColumns({ name, columns }: Process, { processes }: Flow): ProcessColumn[] {
  if (columns.length === 0) throw new TableError(`Process “${name}” names no column. Add “column:” with a column of the source.`);
  const position = processes.findIndex((process) => process.name === name);
  return columns.map((column) => {
    const earlier = earlierProcess(column);
    if (earlier === undefined) return { from: 'row', column };
    if (processes.slice(0, position).some((process) => process.name === earlier)) return { from: 'result', process: earlier };
    throw new TableError(`Process “${name}” reads “${column}”, but no process of that name stands before it. Correct the name, or move it up.`);
  });
}

/** A process that has only a prompt stands for the graph input → generation → output. */
async function resolvePrompt(process: Process, columns: readonly ProcessColumn[], context: ResolveContext): Promise<TableProcess> {
  const { flow, defaults, hasColumn } = context;
  const { name } = process;
  const builtIn = findBuiltInProcess(name);
  const prompt = process.prompt ?? (builtIn && builtInPrompts[builtIn]);
  if (prompt === undefined) throw new TableError(`Process “${name}” has no prompt, and there is no built-in process of that name. Add a prompt or a flow.`);
  const model = resolveModel(process, flow, defaults);
  const nodes: FlowNode[] = [
    { id: 'input', type: 'input', from: [], content: '' },
    { id: 'generation', type: 'generation', from: ['input'], prompt, ...settingsOf(process) },
    { id: 'output', type: 'output', from: ['generation'], content: '' },
  ];
  const request = createRunRequest({ ...flow, ...model, nodes }, { defaults: model });
  const words = new Set(wordsInBraces(prompt).map(({ word }) => word));
  const promptColumns = [...words].filter((word) => !isPlaceholder(word) && hasColumn(word)).sort();
  return assemble(process, columns, request, { promptColumns, model, isImplicit: true, ...(builtIn && { builtIn }) }, context);
}

/**
 * A flow on every row: the row's text goes to its first input-node in file order, the others keep their content. What the process
 * says of models and knowledge bases counts for the nodes that say nothing, before the flow's own.
 */
async function resolveFlow(
  process: Process & { readonly flow: string },
  columns: readonly ProcessColumn[],
  context: ResolveContext,
): Promise<TableProcess> {
  const { flow, defaults, loadFlow } = context;
  const used = process.flow === 'self' ? flow : await load(process, loadFlow);
  const [problem] = checkConnections({ types: new Map(used.nodes.map(({ id, type }) => [id, type])), connections: connectionsOf(used) });
  if (problem) throw new TableError(`The flow “${process.flow}” of process “${process.name}” cannot run: ${problem.message}`);
  const model = resolveModel(process, used, defaults);
  const nodes = used.nodes.map((node) => (isModelNode(node) ? { ...settingsOf(process), ...node } : node));
  const request = createRunRequest({ ...used, ...model, nodes }, { defaults: model });
  return assemble(process, columns, request, { promptColumns: [], model, isImplicit: false }, context);
}

/** What the process says of an answer, but for its model. */
function settingsOf(process: AnswerSettings): Omit<AnswerSettings, 'llm_provider' | 'model_type'> {
  const { knowledge_base, intensity } = process;
  return { ...parametersOf(process), ...(knowledge_base !== undefined && { knowledge_base }), ...(intensity !== undefined && { intensity }) };
}

async function load({ name, flow }: Process & { readonly flow: string }, loadFlow: ResolveContext['loadFlow']): Promise<Flow> {
  try {
    return await loadFlow(flow);
  } catch (error) {
    const reason = errorText(error);
    throw new TableError(`The flow “${flow}” of process “${name}” cannot be used: ${reason}`, { cause: error });
  }
}

async function assemble(
  { name }: Process,
  columns: readonly ProcessColumn[],
  request: RunRequest,
  rest: Pick<TableProcess, 'promptColumns' | 'model' | 'isImplicit'> & { readonly builtIn?: BuiltInProcess },
  { knowledge }: ResolveContext,
): Promise<TableProcess> {
  // The connection rules vouch for one of each.
  const inputNode = request.nodes.find(({ type }) => type === 'input')?.id ?? '';
  const outputNode = request.nodes.find(({ type }) => type === 'output')?.id ?? '';
  const versions = await findVersions(name, request, knowledge);
  return { ...rest, name, columns, request, inputNode, outputNode, fingerprint: processFingerprint(request, inputNode, rest.builtIn, versions) };
}
