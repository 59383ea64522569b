import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { fill, input, join, model, prompts } from '../task.mjs';

const State = Annotation.Root({ text: Annotation, mood: Annotation, summary: Annotation, topics: Annotation, report: Annotation, result: Annotation });
const found = ['mood', 'summary', 'topics'];

/** @type {import('../contender').Connect} */
export function connect(baseURL) {
  const chat = new ChatOpenAI({ model, apiKey: 'bench', maxRetries: 0, streaming: true, configuration: { baseURL } });
  const ask = async (prompt) => {
    let text = '';
    for await (const chunk of await chat.stream(prompt)) text += chunk.text;
    return text;
  };

  const flow = new StateGraph(State);
  found.forEach((key, index) => {
    flow.addNode(`find_${key}`, async ({ text }) => ({ [key]: await ask(fill(prompts.generations[index], text)) }));
    flow.addEdge(START, `find_${key}`);
  });
  flow
    .addNode('ensemble', async (state) => ({ report: await ask(fill(prompts.ensemble, join(found.map((key) => state[key])))) }))
    .addNode('validation', async ({ report }) => ({ result: await ask(fill(prompts.validation, report)) }))
    .addEdge(found.map((key) => `find_${key}`), 'ensemble')
    .addEdge('ensemble', 'validation')
    .addEdge('validation', END);

  const one = new StateGraph(State)
    .addNode('generation', async ({ text }) => ({ result: await ask(fill(prompts.generations[0], text)) }))
    .addEdge(START, 'generation')
    .addEdge('generation', END);

  const run = (graph) => async () => (await graph.invoke({ text: input })).result;
  return { runFlow: run(flow.compile()), ask: run(one.compile()) };
}
