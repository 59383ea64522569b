import path from 'node:path';
import type { Flow } from '../../core/flow/model';
import { isProviderId, providerIds } from '../../core/models/catalog';
import { runFlow, type RunResult } from '../../core/run/executor';
import { createRunRequest } from '../../core/run/runRequest';
import type { RunEvent } from '../../core/run/events';
import { workflowId } from '../../core/tables/workflowRow';
import { isInside } from '../../core/workspace/findFile';
import { isBlocked } from '../blockedRun';
import { commandDefaults } from '../commandDefaults';
import { exitStatus, Interruption, UsageError, type Io } from '../io';
import { rateLimitsOf, type RateLimitOptions } from '../rateLimitOptions';
import { knowledgePorts } from '../kb/openKnowledge';
import { readPricesFile } from '../readPricesFile';
import { readWorkflow } from '../readWorkflow';
import { resolveWorkspace, type Workspace } from '../workspace';
import { readInputs } from './inputs';
import { createListener } from './listener';
import { recordRun, type RunRecord } from './recordRun';

export interface RunCommandOptions extends RateLimitOptions {
  readonly input?: readonly string[];
  readonly node?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly json?: boolean;
  readonly workspace?: string;
}

/** `llmflow run`: returns 0 where the run completed, 1 where it failed or could not begin, 130 or 143 where it was interrupted. */
export async function run(file: string, options: RunCommandOptions, io: Io): Promise<number> {
  const workspace = await resolveWorkspace(options.workspace, io.cwd);
  const workflow = await readWorkflow(file, io.cwd, workspace);
  const { flow, state } = workflow.document;
  // What a broken text names cannot be told from what it does not.
  if (state !== 'broken') checkNames(flow, options);
  const inputs = state === 'broken' ? new Map<string, string>() : await readInputs(options.input ?? [], flow, io);
  if (isBlocked(workflow, workflow.blocking, `“${file}”`, io)) return exitStatus.failure;

  const request = createRunRequest(flow, { defaults: commandDefaults, inputs, ...overrides(options), ...(options.node !== undefined && { node: options.node }) });
  const prices = await readPricesFile(io);
  const ask = await io.connect(rateLimitsOf(options));
  const knowledge = knowledgePorts(workspace.readableBy(path.resolve(io.cwd, file)), io);
  const signal = io.interruptible();
  const record = recordOf(workspace, path.resolve(io.cwd, file), flow, io);
  const tell = createListener(request.nodes, options.json ?? false, io);
  const emit = (event: RunEvent) => {
    tell(event);
    record?.take(event);
  };
  const result = await runFlow(request, { ask, prices, ...knowledge, emit }, signal);
  if (!options.json) printOutput(result, options.node ?? flow.nodes.find(({ type }) => type === 'output')?.id, io);
  await record?.close();
  if (result.status === 'cancelled') return signal.reason instanceof Interruption ? signal.reason.exitStatus : exitStatus.failure;
  return result.status === 'completed' ? exitStatus.success : exitStatus.failure;
}

/** A workflow from elsewhere leaves no trace in the workspace. */
function recordOf(workspace: Workspace, target: string, flow: Flow, io: Io): RunRecord | undefined {
  if (!isInside(target, workspace.folder)) return undefined;
  const file = workspace.pathOf(target);
  return recordRun({ workspace: workspace.folder, workflow_id: workflowId(flow, file), path: file }, io);
}

function checkNames({ nodes }: Flow, { node, provider }: RunCommandOptions): void {
  if (node !== undefined && !nodes.some(({ id }) => id === node)) {
    throw new UsageError(`--node: the workflow has no node “${node}”. Its nodes are: ${nodes.map(({ id }) => id).join(', ')}.`);
  }
  if (provider !== undefined && !isProviderId(provider)) {
    throw new UsageError(`--provider: there is no provider “${provider}”. Providers are: ${providerIds.join(', ')}.`);
  }
}

function overrides({ provider, model }: RunCommandOptions) {
  if (provider === undefined && model === undefined) return {};
  return { override: { ...(provider !== undefined && { llm_provider: provider }), ...(model !== undefined && { model_type: model }) } };
}

function printOutput({ outputs }: RunResult, node: string | undefined, io: Io): void {
  const output = node === undefined ? undefined : outputs.get(node);
  if (output !== undefined) io.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
}
