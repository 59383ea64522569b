import * as z from 'zod';
import type { RunEvent } from '../core/run/events';
import { addProcess, connection, flowEdit, intensity, nodeType, position, updateProcess } from './flowEdits';
import { tableRunState, tableRunWish } from './tableRun';

/**
 * The one contract between the extension host and the canvas. Every message is checked against these schemas where it
 * enters, on both sides; one that does not fit is dropped.
 */

//#region host to canvas

/** Each is absent where a node or a process leaves it to the default. */
const answerSettings = {
  llm_provider: z.string().optional(),
  model_type: z.string().optional(),
  /** `false`: none, whatever the workflow says. */
  knowledge_base: z.union([z.string(), z.literal(false)]).optional(),
  intensity: intensity.optional(),
  temperature: z.number().optional(),
  max_output_tokens: z.number().optional(),
  stop: z.array(z.string()).optional(),
  reasoning_effort: z.string().optional(),
};

const canvasNode = z.object({
  id: z.string(),
  type: nodeType,
  /** input and output only. */
  content: z.string().optional(),
  /** generation, ensemble and validation only. */
  prompt: z.string().optional(),
  ...answerSettings,
  /** Absent: the canvas lays the node out. */
  position: position.optional(),
  /** Why this node cannot be deleted. */
  keep: z.string().optional(),
});
export type CanvasNode = z.infer<typeof canvasNode>;

const canvasProblem = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  node: z.string().optional(),
  /** The part of the table half that it is reported in; with `process` where it is of one. */
  part: z.enum(['source', 'processes']).optional(),
  process: z.string().optional(),
  /** 1-based. */
  line: z.number(),
});
export type CanvasProblem = z.infer<typeof canvasProblem>;

const canvasProcess = z.object({
  name: z.string(),
  /** As the file names them; `results.NAME` stands for an earlier process's result. */
  columns: z.array(z.string()),
  /** `own`: the file's. `built-in`: that of the process of this name. Neither: the process runs a flow, or lacks a prompt. */
  prompt: z.object({ from: z.enum(['own', 'built-in']), text: z.string() }).optional(),
  flow: z.string().optional(),
  /** Absent for a process that runs a flow and leaves the model to it. */
  model: z.object({ llm_provider: z.string(), model_type: z.string() }).optional(),
  ...answerSettings,
  /** Why it cannot be removed, or change places with the process above or below: each a sentence. */
  holds: z.object({ remove: z.string().optional(), up: z.string().optional(), down: z.string().optional() }),
});
export type CanvasProcess = z.infer<typeof canvasProcess>;

const canvasTable = z.object({
  /** What the source is called; absent where the file names none. */
  source: z.string().optional(),
  /** Those of the source, where they are known. */
  columns: z.array(z.string()).optional(),
  /** In the order in which they run. */
  processes: z.array(canvasProcess),
  /** US dollars. */
  budget: z.number().optional(),
});
export type CanvasTable = z.infer<typeof canvasTable>;

const prompts = z.object({ generation: z.string(), ensemble: z.string(), validation: z.string() });

const knowledgeBase = z.object({ name: z.string(), documents: z.number(), chunks: z.number() });
export type CanvasKnowledgeBase = z.infer<typeof knowledgeBase>;

const canvasView = z.object({
  /** `broken`: the text cannot be read; nodes and connections are those of the last text that could. `empty`: no text. */
  state: z.enum(['ok', 'broken', 'empty']),
  name: z.string(),
  nodes: z.array(canvasNode),
  connections: z.array(connection),
  /** The table half of the file; absent where it has none. */
  table: canvasTable.optional(),
  problems: z.array(canvasProblem),
  /** Processes that bring their own prompt. */
  builtInProcesses: z.array(z.object({ name: z.string(), prompt: z.string() })),
  /** What applies where a node says nothing: the workflow's or the user's. `model_type` belongs to `llm_provider`. */
  defaults: z.object({
    prompts,
    llm_provider: z.string(),
    model_type: z.string(),
    knowledge_base: z.string().optional(),
    intensity,
  }),
  /** What the file itself says for all its nodes. */
  workflow: z.object({
    prompts: prompts.partial(),
    llm_provider: z.string().optional(),
    model_type: z.string().optional(),
    knowledge_base: z.string().optional(),
    intensity: intensity.optional(),
  }),
  /** What applies where the file says nothing either: the user's settings and the built-in prompts. */
  fallback: z.object({ prompts, llm_provider: z.string(), model_type: z.string() }),
  /** Those of the workspace; absent until they are known. */
  knowledgeBases: z.array(knowledgeBase).optional(),
  /** Not true for a file that cannot be written to: the reason. */
  editable: z.union([z.literal(true), z.string()]),
  /** Not true in a workspace that is not trusted: what to tell of that. */
  runnable: z.union([z.literal(true), z.string()]),
});
export type CanvasView = z.infer<typeof canvasView>;

const providerInfo = z.object({
  id: z.string(),
  label: z.string(),
  /** Suggestions; any other name may be typed. */
  models: z.array(z.string()),
  /** What is missing before it can be used, such as a key. */
  missing: z.string().optional(),
  /** Why `models` may not be what it offers now. */
  note: z.string().optional(),
  /** Whether what it may lack is a key, which the user can be asked for. */
  isKeyed: z.boolean().optional(),
});
export type ProviderInfo = z.infer<typeof providerInfo>;

const eventBase = { run: z.string(), seq: z.number(), time: z.string() };
const usage = z.object({ input_tokens: z.number(), output_tokens: z.number() });
const spent = { usage: usage.exactOptional(), cost: z.number().exactOptional() };
const passage = z.object({ text: z.string(), source: z.string(), heading: z.string().exactOptional(), line: z.number(), endLine: z.number(), score: z.number() });
const retrieval = {
  knowledge_base: z.string().exactOptional(),
  passages: z.array(passage).readonly().exactOptional(),
  warnings: z.array(z.string()).readonly().exactOptional(),
};
const runEvent = z.discriminatedUnion('event', [
  z.object({ ...eventBase, event: z.literal('run-started'), nodes: z.array(z.string()).readonly() }),
  z.object({ ...eventBase, event: z.literal('node-started'), node: z.string() }),
  z.object({
    ...eventBase,
    event: z.literal('node-delta'),
    node: z.string(),
    text: z.string(),
    attempt: z.number().exactOptional(),
    reason: z.string().exactOptional(),
  }),
  z.object({
    ...eventBase,
    event: z.literal('node-completed'),
    node: z.string(),
    output: z.string(),
    description: z.string(),
    found: z.boolean(),
    ...retrieval,
    ...spent,
  }),
  z.object({
    ...eventBase,
    event: z.literal('node-failed'),
    node: z.string(),
    error: z.string(),
    description: z.string().exactOptional(),
    ...retrieval,
  }),
  z.object({ ...eventBase, event: z.literal('node-skipped'), node: z.string(), reason: z.string() }),
  z.object({
    ...eventBase,
    event: z.literal('run-ended'),
    status: z.enum(['completed', 'failed', 'cancelled']),
    error: z.string().exactOptional(),
    ...spent,
  }),
]) satisfies z.ZodType<RunEvent>;

const processProblem = z.object({
  /** The process's key in the file, or `name`; absent where it is of none of them. */
  field: z.string().optional(),
  /** Which of its columns. */
  column: z.string().optional(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  /** Whether the edit would not be made. */
  refuses: z.boolean(),
});
export type ProcessProblem = z.infer<typeof processProblem>;

const processCounts = z.object({ process: z.string(), completed: z.number(), failed: z.number(), skipped: z.number() });

export const toCanvas = z.discriminatedUnion('type', [
  /** After every change of the document, and after an edit that was refused. Edits made against an older epoch are dropped. */
  z.object({ type: z.literal('document'), epoch: z.number(), view: canvasView }),
  z.object({ type: z.literal('providers'), providers: z.array(providerInfo) }),
  /** Events of this document's run, batched. A canvas that opens during or after a run gets the run's events so far first. */
  z.object({ type: z.literal('run-events'), events: z.array(runEvent).readonly() }),
  /**
   * The table run of this document that goes on, or the last one in this window; a few times a second while it goes on.
   * `processes`: those of the run; `ended`: what became of those that are through.
   */
  z.object({ type: z.literal('table-run'), run: tableRunState, processes: z.array(z.string()), ended: z.array(processCounts) }),
  /** Answers `connection-options`: for each node that cannot be connected, the rule's sentence. */
  z.object({ type: z.literal('connection-options'), node: z.string(), refusals: z.record(z.string(), z.string()) }),
  /** Answers `check-process`: what would be wrong with the process. */
  z.object({ type: z.literal('process-check'), request: z.number(), problems: z.array(processProblem) }),
  /** Answers `list-workflows`: those that a process can name as its flow. */
  z.object({ type: z.literal('workflows'), paths: z.array(z.string()) }),
  /** Something that the user asked for was not done, and why. */
  z.object({ type: z.literal('refused'), message: z.string() }),
  /** Select a node and bring it into view. */
  z.object({ type: z.literal('reveal'), node: z.string() }),
]);
export type ToCanvas = z.infer<typeof toCanvas>;

//#endregion
//#region canvas to host

export const fromCanvas = z.discriminatedUnion('type', [
  /** Sent once by a page that has loaded; answered with `document`, `providers` and the run's events. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('edit'), epoch: z.number(), edit: flowEdit }),
  /** `direction`: whether `node` is to become the pre-node (`post`: looking for post-nodes) or the post-node (`pre`). */
  z.object({
    type: z.literal('connection-options'),
    node: z.string(),
    direction: z.enum(['pre', 'post']),
    /** The connection that the new one takes the place of. */
    replacing: connection.optional(),
  }),
  /** What would be wrong with a process if the edit were made. */
  z.object({ type: z.literal('check-process'), request: z.number(), edit: z.discriminatedUnion('kind', [addProcess, updateProcess]) }),
  z.object({ type: z.literal('list-workflows') }),
  /** Ask the user for the source of the rows. */
  z.object({ type: z.literal('choose-source') }),
  z.object({ type: z.literal('run') }),
  z.object({ type: z.literal('cancel') }),
  /** Run the table. Without `processes` all of them. */
  tableRunWish.extend({ type: z.literal('run-table'), processes: z.array(z.string()).optional() }),
  z.object({ type: z.literal('cancel-table') }),
  z.object({ type: z.literal('pull-source') }),
  /** Open the tables at the rows of the source, or at those rows with the workflow's results. */
  z.object({ type: z.literal('show-tables'), view: z.enum(['source', 'results']) }),
  /** Open the document as text, at a node, a process, a field of the root or a line (1-based) if one is named. */
  z.object({
    type: z.literal('open-text'),
    node: z.string().optional(),
    process: z.string().optional(),
    field: z.enum(['source', 'processes']).optional(),
    line: z.number().optional(),
  }),
  z.object({ type: z.literal('set-api-key'), provider: z.string() }),
  z.object({ type: z.literal('manage-trust') }),
  z.object({ type: z.literal('create-knowledge-base'), name: z.string() }),
  /** Open a document at the lines of a passage that was found in it; `source` as the run's event names it. */
  z.object({ type: z.literal('open-passage'), source: z.string(), line: z.number(), endLine: z.number() }),
  z.object({ type: z.literal('show-output') }),
  /** Fill an empty document with the smallest valid workflow. */
  z.object({ type: z.literal('create-workflow') }),
]);
export type FromCanvas = z.infer<typeof fromCanvas>;

//#endregion
