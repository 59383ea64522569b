import type { Flow } from '../../../../src/core/flow/model';
import { parseFlow } from '../../../../src/core/flow/parse/parseFlow';
import { createModels } from '../../../../src/core/models/registry';
import { runFlow } from '../../../../src/core/run/executor';
import { createRunRequest } from '../../../../src/core/run/runRequest';
import type { Connect } from '../contender';
import { input, model, prompts } from '../task.mjs';

const generations = prompts.generations.map((prompt, index) => [`generation_${index + 1}`, { type: 'generation', from: 'input', prompt }] as const);

const workflow = read({
  input: { type: 'input', content: input },
  ...Object.fromEntries(generations),
  ensemble: { type: 'ensemble', from: generations.map(([id]) => id), prompt: prompts.ensemble },
  validation: { type: 'validation', from: 'ensemble', prompt: prompts.validation },
  output: { type: 'output', from: 'validation' },
});

const oneNode = read({
  input: { type: 'input', content: input },
  generation: generations[0]?.[1],
  output: { type: 'output', from: 'generation' },
});

/** JSON is YAML. */
function read(nodes: unknown): Flow {
  return parseFlow(JSON.stringify({ llmflow: 1, llm_provider: 'openai', model_type: model, nodes })).flow;
}

export const connect: Connect = (baseURL) => {
  const models = createModels({ openai: { apiKey: 'bench', baseURL } });
  const run = async (flow: Flow) => {
    const request = createRunRequest(flow, { defaults: { llm_provider: 'openai', model_type: model } });
    let streamed = 0;
    let failure: string | undefined;
    const { outputs } = await runFlow(
      request,
      {
        ask: (question, signal) => models.stream(question, signal),
        emit(event) {
          if (event.event === 'node-delta') streamed += event.text.length;
          if (event.event === 'node-failed') failure = event.error;
        },
      },
      new AbortController().signal,
    );
    const output = outputs.get('output');
    if (output === undefined || streamed < output.length) throw new Error(failure ?? 'There is no output, or it did not stream.');
    return output;
  };
  return { runFlow: () => run(workflow), ask: () => run(oneNode) };
};
