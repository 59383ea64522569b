import type { Flow } from '../../core/flow/model';
import { isProviderId, providerIds } from '../../core/models/catalog';
import { runFlow, type RunResult } from '../../core/run/executor';
import { createRunRequest } from '../../core/run/runRequest';
import { exitStatus, Interruption, UsageError, type Io } from '../io';
import { problemLine } from '../problemLine';
import { readWorkflow, type Workflow } from '../readWorkflow';
import { resolveWorkspace } from '../workspace';
import { readInputs } from './inputs';
import { createListener } from './listener';

export interface RunCommandOptions {
  readonly input?: readonly string[];
  readonly node?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly json?: boolean;
  readonly workspace?: string;
}

const defaults = { llm_provider: 'builtin', model_type: 'auto' };

/** `llmflow run`: returns 0 where the run completed, 1 where it failed or could not begin, 130 or 143 where it was interrupted. */
export async function run(file: string, options: RunCommandOptions, io: Io): Promise<number> {
  const workspace = await resolveWorkspace(options.workspace, io.cwd);
  const workflow = await readWorkflow(file, io.cwd, workspace);
  const { flow, state } = workflow.document;
  // What a broken text names cannot be told from what it does not.
  if (state !== 'broken') checkNames(flow, options);
  const inputs = state === 'broken' ? new Map<string, string>() : await readInputs(options.input ?? [], flow, io);
  if (refuse(workflow, io)) return exitStatus.failure;

  const request = createRunRequest(flow, { defaults, inputs, ...overrides(options), ...(options.node !== undefined && { node: options.node }) });
  const ask = await io.connect();
  const signal = io.interruptible();
  const result = await runFlow(request, { ask, emit: createListener(request.nodes, options.json ?? false, io) }, signal);
  if (!options.json) printOutput(result, options.node ?? flow.nodes.find(({ type }) => type === 'output')?.id, io);
  if (result.status === 'cancelled') return signal.reason instanceof Interruption ? signal.reason.exitStatus : exitStatus.failure;
  return result.status === 'completed' ? exitStatus.success : exitStatus.failure;
}

function checkNames({ nodes }: Flow, { node, provider }: RunCommandOptions): void {
  if (node !== undefined && !nodes.some(({ id }) => id === node)) {
    throw new UsageError(`--node: the workflow has no node “${node}”. Its nodes are: ${nodes.map(({ id }) => id).join(', ')}.`);
  }
  if (provider !== undefined && !isProviderId(provider)) {
    throw new UsageError(`--provider: there is no provider “${provider}”. Providers are: ${providerIds.join(', ')}.`);
  }
}

/** Tells what stands against the run, all of it, and whether anything does. Warnings are told and do not. */
function refuse({ file, problems, blocking }: Workflow, io: Io): boolean {
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  for (const problem of [...warnings, ...blocking]) io.stderr.write(`${problemLine(file, problem)}\n`);
  if (blocking.length === 0) return false;
  const count = blocking.length === 1 ? 'one condition is' : `${blocking.length} conditions are`;
  io.stderr.write(`llmflow: “${file}” cannot run: ${count} not satisfied.\n`);
  return true;
}

function overrides({ provider, model }: RunCommandOptions) {
  if (provider === undefined && model === undefined) return {};
  return { override: { ...(provider !== undefined && { llm_provider: provider }), ...(model !== undefined && { model_type: model }) } };
}

function printOutput({ outputs }: RunResult, node: string | undefined, io: Io): void {
  const output = node === undefined ? undefined : outputs.get(node);
  if (output !== undefined) io.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
}
