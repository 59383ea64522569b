import { emptyFlow, type Flow, type FlowNode, type ModelNode, type ModelNodeType, type TextNode } from '../../../src/core/flow/model';
import { createRunRequest, type RunOptions, type RunRequest } from '../../../src/core/run/runRequest';

export const builtinDefaults = { llm_provider: 'builtin', model_type: 'auto' };

export function input(id: string, content = id): TextNode {
  return { id, type: 'input', from: [], content };
}

/** Its prompt starts with its name, so that `FakeModels` knows who asks. */
export function model(id: string, type: ModelNodeType, ...from: string[]): ModelNode {
  return { id, type, from, prompt: `${id}: {input_data}` };
}

export function output(id: string, from: string): TextNode {
  return { id, type: 'output', from: [from], content: '' };
}

export function requestFor(nodes: readonly FlowNode[], options: Partial<RunOptions> = {}, flow: Partial<Flow> = {}): RunRequest {
  return createRunRequest({ ...emptyFlow, ...flow, nodes }, { defaults: builtinDefaults, ...options });
}
