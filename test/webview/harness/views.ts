import type { CanvasNode, CanvasView, ProviderInfo } from '../../../src/shared/protocol';

const prompt = 'Answer from the context.\n{context}\n---\n{input_data}\n{output_format}';
const prompts = { generation: prompt, ensemble: prompt, validation: prompt };

/** review → draft, second → best → check → result. */
export const sample: CanvasView = {
  state: 'ok',
  name: 'Movie reviews',
  nodes: [
    {
      id: 'review',
      type: 'input',
      content: 'I love this movie. The pacing is odd in the middle, but the last act makes up for all of it.',
      position: [0, 90],
      keep: 'The last input-node cannot be deleted: a workflow starts from one.',
    },
    { id: 'draft', type: 'generation', llm_provider: 'openai', model_type: 'gpt-5-mini', position: [340, 0] },
    { id: 'second', type: 'generation', prompt: 'Name what the reviewer disliked.\n{input_data}', position: [340, 180] },
    { id: 'best', type: 'ensemble', position: [680, 90] },
    { id: 'check', type: 'validation', llm_provider: 'anthropic', model_type: 'claude-sonnet-5', position: [1020, 90] },
    {
      id: 'result',
      type: 'output',
      content: '',
      position: [1360, 90],
      keep: 'The output-node cannot be deleted: a workflow has exactly one.',
    },
  ],
  connections: [
    { source: 'review', target: 'draft' },
    { source: 'review', target: 'second' },
    { source: 'draft', target: 'best' },
    { source: 'second', target: 'best' },
    { source: 'best', target: 'check' },
    { source: 'check', target: 'result' },
  ],
  problems: [],
  builtInProcesses: [
    { name: 'sentiment', prompt: 'What is the overall sentiment of the text below?\n\n{input_data}\n\n{output_format}\n' },
    { name: 'keywords', prompt: 'Name the keywords.\n\n{input_data}\n\n{output_format}\n' },
  ],
  defaults: { prompts, llm_provider: 'builtin', model_type: 'auto', intensity: 'medium' },
  workflow: { prompts: {} },
  fallback: { prompts, llm_provider: 'builtin', model_type: 'auto' },
  knowledgeBases: [],
  editable: true,
  runnable: true,
};

export const providers: ProviderInfo[] = [
  { id: 'builtin', label: 'Built-in (no model)', models: ['auto', 'echo', 'sentiment', 'summarize', 'keywords'] },
  { id: 'openai', label: 'OpenAI', models: ['gpt-5', 'gpt-5-mini'], missing: 'No API key is set.', isKeyed: true },
  { id: 'anthropic', label: 'Anthropic', models: ['claude-sonnet-5'] },
];

export function viewWith(change: Partial<CanvasView>): CanvasView {
  return { ...sample, ...change };
}

/** Chains of five nodes, a hundred wide. */
export function bigView(count: number): CanvasView {
  const types = ['input', 'generation', 'ensemble', 'validation', 'ensemble'] as const;
  const nodes = Array.from({ length: count }, (_, index): CanvasNode => {
    const [row, column] = [Math.floor(index / 5), index % 5];
    return { id: `node_${index}`, type: types[column]!, position: [(Math.floor(row / 20) * 5 + column) * 300, (row % 20) * 150] };
  });
  const connections = nodes.flatMap((_, index) => (index % 5 === 0 ? [] : [{ source: `node_${index - 1}`, target: `node_${index}` }]));
  return { ...sample, nodes, connections };
}
