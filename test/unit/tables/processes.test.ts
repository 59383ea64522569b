import assert from 'node:assert/strict';
import { builtInProcesses } from '../../../src/core/flow/builtInProcesses';
import { wordsInBraces } from '../../../src/core/flow/placeholders';
import { KnowledgeError } from '../../../src/core/knowledge/knowledgeBase';
import { createModels } from '../../../src/core/models/registry';
import { outputFormat } from '../../../src/core/run/defaultPrompts';
import type { TablePorts } from '../../../src/core/tables/runTable';
import { builtInPrompts } from '../../../src/core/tables/processes/builtInPrompts';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { answering, flowOf, flowWith, run } from './tableRuns';

describe('A process', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await openMemoryStore();
  });

  /** The prompts and inputs that the processes of a file ask with, for the rows. */
  async function asked(yaml: string, ...rows: Readonly<Record<string, unknown>>[]) {
    store.put(sourceRows(...rows));
    const { ask, requests } = answering(({ input_data }) => input_data.toUpperCase());
    await run({ store, flow: flowOf(yaml), ask, options: { concurrency: 1 } });
    return requests;
  }

  it('joins its columns with a blank line, without those that are empty', async () => {
    const yaml = 'processes: {p: {column: [title, text, year], prompt: "{input_data}"}}';
    const requests = await asked(yaml, { title: 'T', text: 'x', year: 1999 }, { title: null, text: 'y', year: '' }, { text: 'z' });
    assert.deepEqual(requests.map(({ input_data }) => input_data), ['T\n\nx\n\n1999', 'y', 'z']);
  });

  it('takes numbers and booleans as text, lists and maps as JSON', async () => {
    const yaml = 'processes: {p: {column: v, prompt: "{input_data}"}}';
    const requests = await asked(yaml, { v: 0 }, { v: false }, { v: 1.5 }, { v: ['a', { b: null }] }, { v: ' as it is\n' });
    assert.deepEqual(requests.map(({ prompt }) => prompt), ['0', 'false', '1.5', '["a",{"b":null}]', ' as it is\n']);
  });

  it('replaces columns in one pass with the placeholders: data stays data', async () => {
    const yaml = 'processes: {p: {column: text, prompt: "{title}|{input_data}|{missing}|{context}|{}|{a b}"}}';
    const requests = await asked(yaml, { text: '{title} {output_format}', title: '{input_data} $& {text}' }, { text: 'x' });
    assert.deepEqual(requests.map(({ prompt }) => prompt), [
      '{input_data} $& {text}|{title} {output_format}|{missing}||{}|{a b}',
      '|x|{missing}||{}|{a b}',
    ]);
  });

  it('lets a placeholder beat a column of its name', async () => {
    const requests = await asked('processes: {p: {column: text, prompt: "{input_data}"}}', { text: 'x', input_data: 'column' });
    assert.equal(requests[0]?.prompt, 'x');
  });

  it('is not taken in by columns that objects have', async () => {
    const yaml = 'processes: {p: {column: [text, constructor], prompt: "{toString} {input_data}"}}';
    const requests = await asked(yaml, { text: 'x' });
    assert.equal(requests[0]?.prompt, '{toString} x');
  });

  it('reads the result of an earlier process beside columns', async () => {
    const yaml = 'processes: {a: {column: text, prompt: "a"}, b: {column: [results.a, text], prompt: "b"}}';
    const requests = await asked(yaml, { text: 'x' });
    assert.deepEqual(requests.map(({ input_data }) => input_data), ['x', 'X\n\nx']);
  });

  it('asks its own model, else that of the workflow, and the built-in prompt of its name', async () => {
    const yaml = `llm_provider: openai
model_type: gpt-5
processes:
  sentiment: text
  keywords: {column: text, llm_provider: anthropic}
  translation: {column: text, prompt: "Into Greek: {input_data}", model_type: gpt-5-nano}`;
    const requests = await asked(yaml, { text: 'x' });
    assert.deepEqual(
      requests.map(({ llm_provider, model_type, process }) => [process, llm_provider, model_type]),
      [
        ['sentiment', 'openai', 'gpt-5'],
        ['keywords', 'anthropic', 'auto'],
        ['translation', 'openai', 'gpt-5-nano'],
      ],
    );
    assert.equal(requests[0]?.prompt, builtInPrompts.sentiment.replace('{input_data}', 'x').replace('{output_format}', outputFormat));
    assert.equal(requests[2]?.prompt, 'Into Greek: x');
  });

  it('has the built-in model that fits it, without a key', async () => {
    store.put(sourceRows({ text: 'I love this movie. The plot was great.' }, { text: 'This is terrible and boring.' }));
    const models = createModels({});
    const flow = flowOf('processes: {sentiment: text, summarization: text, keywords: text, translation: text}');
    const { result } = await run({ store, flow, ask: (request, signal) => models.stream(request, signal) });
    assert.equal(result.status, 'completed');
    assert.deepEqual(['sentiment/r1', 'sentiment/r2', 'summarization/r1', 'translation/r2'].map((cell) => store.results.get(cell)?.result), [
      'Positive',
      'Negative',
      'I love this movie.',
      'This is terrible and boring.',
    ]);
    assert.match(store.results.get('keywords/r1')?.result ?? '', /movie/);
    assert.equal(store.results.get('keywords/r1')?.cost, 0);
  });

  for (const name of builtInProcesses) {
    it(`has a built-in prompt for ${name} that asks about the input and for a tagged result`, () => {
      assert.deepEqual(wordsInBraces(builtInPrompts[name]).map(({ word }) => word), ['input_data', 'output_format']);
    });
  }

  describe('with a flow', () => {
    const graph = `nodes:
  review: {type: input, content: sample}
  rules: {type: input, content: Be fair.}
  first: {type: generation, from: review, prompt: "first {input_data} {title}"}
  second: {type: generation, from: rules, prompt: "second {input_data}", llm_provider: anthropic}
  both: {type: ensemble, from: [first, second], prompt: "both {input_data}"}
  result: {type: output, from: both}
`;
    const yaml = `${graph}processes: {verdict: {column: text, flow: self}}`;

    it('runs it on every row: the text goes to the first input-node, the others keep their content', async () => {
      const requests = await asked(yaml, { text: 'good', title: 'T' });
      assert.deepEqual(requests.map(({ prompt }) => prompt).sort(), ['both GOOD\n\nBE FAIR.', 'first good {title}', 'second Be fair.']);
      assert.ok(requests.every(({ process }) => process === undefined));
      const row = store.results.get('verdict/r1')!;
      assert.equal(row.result, 'GOOD\n\nBE FAIR.');
      assert.deepEqual([row.attempts, row.input_tokens, row.output_tokens], [3, 30, 6]);
    });

    it('names the node that failed', async () => {
      store.put(sourceRows({ text: 'x' }));
      const { ask } = answering(({ prompt }) => {
        if (prompt.startsWith('second')) throw new Error('No key.');
        return 'fine';
      });
      await run({ store, flow: flowOf(yaml), ask });
      const { error, cost } = store.results.get('verdict/r1')!;
      assert.equal(error, '“second” failed: No key.');
      assert.equal(cost, 0, 'the built-in model that answered costs nothing');
    });

    it('takes another file for one, whose nodes may use the model that the process names', async () => {
      store.put(sourceRows({ text: 'x' }));
      const loaded: string[] = [];
      const loadFlow = (path: string) => {
        loaded.push(path);
        return Promise.resolve(flowOf(`llm_provider: builtin\n${graph}`));
      };
      const { ask, requests } = answering(() => 'fine');
      const process = { name: 'v', columns: ['text'], flow: '../other.llmflow', llm_provider: 'openai', model_type: 'gpt-5' };
      await run({ store, flow: flowWith([process]), ask, ports: { loadFlow } });
      assert.deepEqual(loaded, ['../other.llmflow']);
      assert.deepEqual(requests.map(({ llm_provider, model_type }) => `${llm_provider} ${model_type}`).sort(), [
        'anthropic auto',
        'openai gpt-5',
        'openai gpt-5',
      ]);
      assert.equal(store.results.get('v/r1')?.model_type, 'gpt-5');
    });

    it('runs again when a prompt, a model or the content of a node changes, not when a node moves or is renamed', async () => {
      const count = async (text: string) => (await asked(text, { text: 'good' })).length;
      assert.equal(await count(yaml), 3);
      assert.equal(await count(`${yaml}\nlayout: {review: [1, 1]}`), 0);
      assert.equal(await count(yaml.replace(/\bfirst(?=[:,])/g, 'one')), 0);
      assert.equal(await count(yaml.replace('content: sample', 'content: example')), 0, 'the row takes its place');
      assert.equal(await count(yaml.replace('Be fair.', 'Be kind.')), 3);
      assert.equal(await count(yaml.replace('both {input_data}', 'all {input_data}')), 3);
      assert.equal(await count(yaml.replace('anthropic', 'openai')), 3);
      assert.equal(await count(`${yaml}\nprompts: {validation: unused}`), 3, 'back to the original: its results have been replaced');
    });
  });

  describe('with a knowledge base', () => {
    const yaml = `knowledge_base: handbook
processes:
  plain: {column: text, prompt: "plain {input_data}"}
  asks: {column: text, prompt: "{context} | {input_data}"}
`;
    let versions: Map<string, string>;
    let searched: string[];
    beforeEach(() => {
      versions = new Map([['handbook', '1'], ['rules', '1']]);
      searched = [];
    });

    /** The prompts of a run in which every search finds one passage. */
    async function prompts(text: string): Promise<string[]> {
      store.put(sourceRows({ text: 'x' }));
      const { ask, requests } = answering(() => 'fine');
      const ports: Partial<TablePorts> = {
        search: (name, query, top_k) => {
          searched.push(`${name} ${query} ${top_k}`);
          return Promise.resolve([{ text: 'Found.', source: 'a.md', line: 3, endLine: 3, score: 1 }]);
        },
        knowledgeVersion: (name) => Promise.resolve(versions.get(name)),
      };
      await run({ store, flow: flowOf(text), ask, options: { concurrency: 1 }, ports });
      return requests.map(({ prompt }) => prompt);
    }

    it('looks things up for every row, where the prompt asks for it', async () => {
      assert.deepEqual(await prompts(yaml), ['plain x', '[a.md:3]\nFound. | x']);
      assert.deepEqual(searched, ['handbook x 6']);
    });

    it('runs again when the knowledge base changes, and where it is not used does not', async () => {
      await prompts(yaml);
      assert.deepEqual(await prompts(yaml), []);
      versions.set('handbook', '2');
      assert.deepEqual(await prompts(yaml), ['[a.md:3]\nFound. | x']);
    });

    it('takes that of the process, its intensity, or none', async () => {
      await prompts(yaml.replace('asks: {', 'asks: {knowledge_base: rules, intensity: low, '));
      assert.deepEqual(searched, ['rules x 3']);
      assert.deepEqual(await prompts(yaml.replace('asks: {', 'asks: {knowledge_base: false, ')), [' | x']);
    });

    it('of a flow goes to the nodes that say nothing', async () => {
      const graph = `nodes:
  a: {type: input}
  g: {type: generation, from: a, prompt: "g {context}", temperature: 1}
  h: {type: generation, from: a, prompt: "h {context}", knowledge_base: false}
  e: {type: ensemble, from: [g, h], prompt: "e {input_data}"}
  o: {type: output, from: e}
`;
      store.put(sourceRows({ text: 'x' }));
      const asked = await prompts(`${graph}processes: {p: {column: text, flow: self, knowledge_base: rules, intensity: 2}}`);
      assert.deepEqual(asked.sort(), ['e fine\n\nfine', 'g [a.md:3]\nFound.', 'h ']);
      assert.deepEqual(searched, ['rules x 2']);
    });

    it('that cannot be searched is no row’s failure: the run ends soon, and its rows run again', async () => {
      store.put(sourceRows(...Array.from({ length: 50 }, (_, index) => ({ text: `row ${index}` }))));
      let searches = 0;
      const ports: Partial<TablePorts> = {
        search: () => {
          searches++;
          return Promise.reject(new KnowledgeError('The index of “handbook” is damaged. Refresh it.'));
        },
        knowledgeVersion: () => Promise.resolve('1'),
      };
      const { result } = await run({ store, flow: flowOf(yaml), ask: answering(() => 'fine').ask, options: { concurrency: 1, processes: ['asks'] }, ports });
      assert.equal(result.status, 'failed');
      assert.match(result.error ?? '', /“handbook” is damaged/);
      assert.ok(searches < 10, `${searches} searches`);
      assert.equal(store.results.get('asks/r1')?.input_hash, '');
    });

    it('cannot begin where it is not there', async () => {
      versions.delete('handbook');
      await assert.rejects(prompts(yaml), /Process “asks” uses the knowledge base “handbook”, which is not in this workspace/);
    });
  });

  it('passes on how the model is to answer; the nodes of a flow may say otherwise', async () => {
    const [prompted] = await asked('processes: {p: {column: text, prompt: "{input_data}", temperature: 0, stop: END}}', { text: 'x' });
    assert.deepEqual(prompted?.parameters, { temperature: 0, stop: ['END'] });
    const graph = 'nodes:\n  a: {type: input}\n  g: {type: generation, from: a, prompt: "{input_data}", temperature: 1}\n  o: {type: output, from: g}\n';
    const [inFlow] = await asked(`${graph}processes: {q: {column: text, flow: self, temperature: 0, max_output_tokens: 9}}`, { text: 'x' });
    assert.deepEqual(inFlow?.parameters, { temperature: 1, max_output_tokens: 9 });
  });

  describe('pays once for what it depends on', () => {
    const changes: [what: string, yaml: string, again: boolean][] = [
      ['nothing', 'processes: {a: {column: text, prompt: "{title} {input_data}"}}', false],
      ['the name of the workflow', 'name: New\nprocesses: {a: {column: text, prompt: "{title} {input_data}"}}', false],
      ['its model', 'processes: {a: {column: text, prompt: "{title} {input_data}", model_type: echo}}', true],
      ['its provider', 'llm_provider: openai\nprocesses: {a: {column: text, prompt: "{title} {input_data}"}}', true],
      ['its columns', 'processes: {a: {column: [text, title], prompt: "{title} {input_data}"}}', true],
      ['its temperature', 'processes: {a: {column: text, prompt: "{title} {input_data}", temperature: 0}}', true],
      ['a knowledge base that it does not use', 'knowledge_base: handbook\nprocesses: {a: {column: text, prompt: "{title} {input_data}"}}', false],
      ['its prompt', 'processes: {a: {column: text, prompt: "{title}: {input_data}"}}', true],
    ];
    for (const [what, yaml, again] of changes) {
      it(`${again ? 'asks' : 'does not ask'} again when ${what} changes`, async () => {
        const [row] = [{ text: 'x', title: 'T', other: 1 }];
        await asked(changes[0]![1], row);
        assert.equal((await asked(yaml, row)).length, again ? 1 : 0);
      });
    }

    it('asks again when a column that the prompt names changes, and not for another', async () => {
      const yaml = changes[0]![1];
      await asked(yaml, { text: 'x', title: 'T', other: 1 });
      assert.equal((await asked(yaml, { text: 'x', title: 'T', other: 2 })).length, 0);
      assert.equal((await asked(yaml, { text: 'x', title: 'S', other: 2 })).length, 1);
    });
  });

  it('makes the values of columns distinct in its hash', async () => {
    const yaml = 'processes: {a: {column: text, prompt: "{p} {q} {input_data}"}}';
    await asked(yaml, { text: 'x', p: 'a b', q: '' });
    assert.equal((await asked(yaml, { text: 'x', p: 'a', q: 'b ' })).length, 1);
  });
});
