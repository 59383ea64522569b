import assert from 'node:assert/strict';
import { emptyFlow, type Flow } from '../../../src/core/flow/model';
import { defaultPrompts } from '../../../src/core/run/defaultPrompts';
import { createRunRequest, resolveModel, topK, type ModelDefaults, type RunOptions } from '../../../src/core/run/runRequest';
import { input, model, output } from './flows';

const users: ModelDefaults = { llm_provider: 'anthropic', model_type: 'claude' };

describe('resolveModel', () => {
  const cases: [name: string, levels: Partial<ModelDefaults>[], provider: string, model: string][] = [
    ['nothing says anything', [{}, {}], 'builtin', 'auto'],
    ['the defaults', [{}, {}, users], 'anthropic', 'claude'],
    ['the workflow beats the defaults', [{}, { llm_provider: 'openai', model_type: 'gpt' }, users], 'openai', 'gpt'],
    ['the node beats the workflow', [{ llm_provider: 'builtin', model_type: 'echo' }, { llm_provider: 'openai', model_type: 'gpt' }, users], 'builtin', 'echo'],
    ['a model alone belongs to the provider of the next level', [{ model_type: 'opus' }, {}, users], 'anthropic', 'opus'],
    ['a provider alone does not take over a model named for another', [{ llm_provider: 'openai' }, { model_type: 'opus' }, users], 'openai', 'auto'],
    ['a workflow’s provider alone hides the defaults’ model', [{}, { llm_provider: 'openai' }, users], 'openai', 'auto'],
    ['model and provider may come from two levels', [{ model_type: 'gpt' }, { llm_provider: 'openai' }, users], 'openai', 'gpt'],
  ];
  for (const [name, levels, llm_provider, model_type] of cases) {
    it(name, () => assert.deepEqual(resolveModel(...levels), { llm_provider, model_type }));
  }
});

describe('createRunRequest', () => {
  const flow: Flow = {
    ...emptyFlow,
    llm_provider: 'openai',
    model_type: 'gpt',
    prompts: { ensemble: 'Merge {input_data}' },
    nodes: [
      input('a'),
      input('b'),
      { ...model('g', 'generation', 'a'), llm_provider: 'anthropic', model_type: 'claude' },
      model('h', 'generation', 'b'),
      model('e', 'ensemble', 'g', 'h'),
      output('o', 'e'),
    ],
  };
  const create = (options: Partial<RunOptions> = {}) => createRunRequest(flow, { defaults: users, ...options });
  const modelsOf = (options: Partial<RunOptions>) => {
    const { nodes, defaults } = create(options);
    return nodes.flatMap((node) => ('content' in node ? [] : [Object.values(resolveModel(node, defaults)).join(' ')]));
  };

  it('takes the prompts of the file, and the default for every type it says nothing of', () => {
    assert.deepEqual(create().prompts, { ...defaultPrompts, ensemble: 'Merge {input_data}' });
  });

  it('takes the workflow’s model where it names one, else the user’s', () => {
    assert.deepEqual(create().defaults, { llm_provider: 'openai', model_type: 'gpt' });
    assert.deepEqual(createRunRequest(emptyFlow, { defaults: users }).defaults, users);
  });

  it('an override beats every node', () => {
    assert.deepEqual(modelsOf({}), ['anthropic claude', 'openai gpt', 'openai gpt']);
    assert.deepEqual(modelsOf({ override: { llm_provider: 'builtin', model_type: 'echo' } }), ['builtin echo', 'builtin echo', 'builtin echo']);
    assert.deepEqual(modelsOf({ override: { model_type: 'tiny' } }), ['anthropic tiny', 'openai tiny', 'openai tiny']);
    assert.deepEqual(modelsOf({ override: { llm_provider: 'builtin' } }), ['builtin auto', 'builtin auto', 'builtin auto']);
  });

  it('for one node holds that node and what it depends on, in file order', () => {
    assert.deepEqual(create({ node: 'g' }).nodes.map(({ id }) => id), ['a', 'g']);
    assert.deepEqual(create({ node: 'e' }).nodes.map(({ id }) => id), ['a', 'b', 'g', 'h', 'e']);
  });

  it('carries the knowledge base and the intensity, which is medium where the file says nothing', () => {
    assert.deepEqual([create().knowledge_base, create().intensity], [undefined, 'medium']);
    const request = createRunRequest({ ...flow, knowledge_base: 'help', intensity: 20 }, { defaults: users });
    assert.deepEqual([request.knowledge_base, request.intensity], ['help', 20]);
  });
});

describe('topK', () => {
  it('is what the intensity’s name stands for, or the number itself', () => {
    assert.deepEqual([topK('low'), topK('medium'), topK('high'), topK(20)], [3, 6, 12, 20]);
  });
});
