import { createProcessor, globalRivetNodeRegistry } from '@ironclad/rivet-node';
import { input, model, prompts } from '../task.mjs';

/** @type {import('../contender').Connect} */
export function connect(baseURL) {
  const project = {
    metadata: { id: 'bench', title: 'Bench', description: '' },
    plugins: [],
    graphs: { flow: flowGraph(), one: oneGraph() },
  };
  const run = (graph) => async () => {
    const processor = createProcessor(project, { graph, inputs: { text: input }, openAiKey: 'bench', openAiEndpoint: `${baseURL}/chat/completions` });
    return (await processor.run()).result.value;
  };
  return { runFlow: run('flow'), ask: run('one') };
}

function flowGraph() {
  const graph = new GraphBuilder('flow');
  const found = prompts.generations.map((prompt, index) => graph.chat(`find_${index}`, prompt, graph.input));
  const joined = graph.text('joined', '{{a}}\n\n{{b}}\n\n{{c}}', { a: found[0], b: found[1], c: found[2] });
  return graph.end(graph.chat('validation', prompts.validation, graph.chat('ensemble', prompts.ensemble, joined)));
}

function oneGraph() {
  const graph = new GraphBuilder('one');
  return graph.end(graph.chat('generation', prompts.generations[0], graph.input));
}

/** Says a graph as Rivet's editor would save it. An end is `[node, port]`. */
class GraphBuilder {
  #nodes = [];
  #connections = [];

  constructor(id) {
    this.id = id;
    this.input = this.#add('input', 'graphInput', { id: 'text', dataType: 'string' }, {}, 'data');
  }

  text(id, text, from) {
    return this.#add(id, 'text', { text }, from, 'output');
  }

  chat(id, prompt, from) {
    const filled = this.text(`${id}_prompt`, prompt.replace('{input_data}', '{{input_data}}'), { input_data: from });
    // Counting tokens itself is Rivet's default and most of its time: it is spared that.
    return this.#add(id, 'chat', { model, useServerTokenCalculation: true }, { prompt: filled }, 'response');
  }

  end(from) {
    this.#add('output', 'graphOutput', { id: 'result', dataType: 'string' }, { value: from }, 'valueOutput');
    return { metadata: { id: this.id, name: this.id, description: '' }, nodes: this.#nodes, connections: this.#connections };
  }

  #add(id, type, data, from, port) {
    const node = globalRivetNodeRegistry.createDynamic(type);
    this.#nodes.push({ ...node, id, data: { ...node.data, ...data } });
    for (const [inputId, [outputNodeId, outputId]] of Object.entries(from)) {
      this.#connections.push({ outputNodeId, outputId, inputNodeId: id, inputId });
    }
    return [id, port];
  }
}
