import * as z from 'zod';
import type { FlowEdit } from '../core/flow/flowEdit';
import type { Intensity, NodeType } from '../core/flow/model';

export const nodeType = z.enum(['input', 'generation', 'ensemble', 'validation', 'output']) satisfies z.ZodType<NodeType>;
export const position = z.tuple([z.number(), z.number()]).readonly();
export const connection = z.object({ source: z.string(), target: z.string() });
const fieldChange = z.string().nullable().optional();
const numberChange = z.number().nullable().optional();
export const intensity = z.union([z.enum(['low', 'medium', 'high']), z.number()]) satisfies z.ZodType<Intensity>;
const intensityChange = intensity.nullable().optional();

const answerChanges = {
  llm_provider: fieldChange,
  model_type: fieldChange,
  temperature: numberChange,
  max_output_tokens: numberChange,
  stop: z.union([z.string(), z.array(z.string())]).nullable().optional(),
  reasoning_effort: fieldChange,
  knowledge_base: z.union([z.string(), z.literal(false)]).nullable().optional(),
  intensity: intensityChange,
};
const processFields = z.object({ ...answerChanges, column: z.array(z.string()).optional(), prompt: fieldChange, flow: fieldChange });
export const addProcess = z.object({ kind: z.literal('add-process'), name: z.string(), fields: processFields });
export const updateProcess = z.object({
  kind: z.literal('update-process'),
  process: z.string(),
  changes: processFields.extend({ name: z.string().optional() }),
});
const newSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string() }),
  z.object({ kind: z.literal('connection'), connection: z.string(), query: z.string().exactOptional(), key: z.string().exactOptional() }),
]);

export const flowEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add-node'), type: nodeType, position, from: z.string().optional() }),
  z.object({ kind: z.literal('delete'), nodes: z.array(z.string()), connections: z.array(connection) }),
  connection.extend({ kind: z.literal('connect') }),
  z.object({ kind: z.literal('reconnect'), old: connection, new: connection }),
  z.object({ kind: z.literal('move'), positions: z.record(z.string(), position) }),
  z.object({ kind: z.literal('rename'), node: z.string(), to: z.string() }),
  z.object({
    kind: z.literal('update-node'),
    node: z.string(),
    changes: z.object({
      content: fieldChange,
      prompt: fieldChange,
      ...answerChanges,
    }),
  }),
  addProcess,
  updateProcess,
  z.object({ kind: z.literal('remove-process'), process: z.string() }),
  z.object({ kind: z.literal('move-process'), process: z.string(), to: z.number() }),
  z.object({ kind: z.literal('set-source'), source: newSource }),
  z.object({
    kind: z.literal('update-workflow'),
    changes: z.object({
      llm_provider: fieldChange,
      model_type: fieldChange,
      knowledge_base: fieldChange,
      intensity: intensityChange,
      prompts: z.object({ generation: fieldChange, ensemble: fieldChange, validation: fieldChange }).optional(),
    }),
  }),
]) satisfies z.ZodType<FlowEdit>;
