import assert from 'node:assert/strict';
import type { FlowEdit } from '../../../src/core/flow/flowEdit';
import { EditRefused } from '../../../src/core/flow/edits/editRefused';
import { freshNodeId } from '../../../src/core/flow/edits/freshNodeId';
import { planEdit } from '../../../src/core/flow/edits/planEdit';
import { applyEdits } from '../../../src/core/flow/edits/textEdits';

function edited(text: string, edit: FlowEdit): string {
  return applyEdits(text, planEdit(text, edit));
}

/** Each case in LF, and the same in CRLF, which must not matter. */
function becomes(before: string, edit: FlowEdit, after: string): void {
  assert.equal(edited(before, edit), after);
  if (!before.includes('\r')) assert.equal(edited(before.replaceAll('\n', '\r\n'), edit), after.replaceAll('\n', '\r\n'));
}

const reviews = `# Reviews
llmflow: 1

nodes: # what runs
  # where it starts
  review: # the text
    type: input
    content: |  # shown first
      I love this movie.

  # the draft
  draft:
    type: generation
    from: review   # one
    prompt: 'Say it''s good'
    # about the draft

  all:
    type: ensemble
    from:
    - review # a
    # between
    - draft # b
  result: {type: output, from: all}
# the end of nodes

layout:
  review: [0, 0] # origin
  draft: [ 200, 0 ]
# the end
`;

/** The lines changed from one text to another, as `-` and `+` lines. */
function difference(edit: FlowEdit, before = reviews): string[] {
  const after = edited(before, edit).split('\n');
  const old = before.split('\n');
  const start = old.findIndex((line, index) => line !== after[index]);
  if (start < 0) return [];
  let end = 0;
  while (end < Math.min(old.length, after.length) - start && old.at(-1 - end) === after.at(-1 - end)) end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...after.slice(start, after.length - end).map((line) => `+${line}`),
  ];
}

describe('planEdit', () => {
  describe('add-node', () => {
    it('appends the node and its position', () => {
      becomes(
        'nodes:\n  a:\n    type: input\n# end\nlayout:\n  a: [0, 0] # at\n',
        { kind: 'add-node', type: 'generation', position: [10.4, -0.3], from: 'a' },
        'nodes:\n  a:\n    type: input\n  generation:\n    type: generation\n    from: a\n# end\nlayout:\n  a: [0, 0] # at\n  generation: [10, 0]\n',
      );
    });

    it('makes nodes and layout where they are missing, empty or nothing', () => {
      const edit: FlowEdit = { kind: 'add-node', type: 'input', position: [1, 2] };
      const nodes = 'nodes:\n  input:\n    type: input\n    content: ""\n';
      const layout = 'layout:\n  input: [1, 2]\n';
      becomes('llmflow: 1\n', edit, `llmflow: 1\n${nodes}${layout}`);
      becomes('llmflow: 1\nnodes: # none\nname: x\n', edit, `llmflow: 1\n${nodes.replace(':', ': # none')}name: x\n${layout}`);
      becomes('nodes: {} # none\nlayout: {}\n', edit, `${nodes.replace(':', ': # none')}${layout}`);
      becomes('nodes: ~\n', edit, nodes + layout);
      becomes('# only a comment\n', edit, `# only a comment\n${nodes}${layout}`);
    });

    it('adds a line break to a last line without one only where a line follows', () => {
      becomes(
        'nodes:\n  a: {type: input}',
        { kind: 'move', positions: { a: [1, 2] } },
        'nodes:\n  a: {type: input}\nlayout:\n  a: [1, 2]',
      );
    });

    it('follows JSON in its own form', () => {
      const edit: FlowEdit = { kind: 'add-node', type: 'output', position: [1, 2], from: 'a' };
      const before = { nodes: { a: { type: 'input' } } };
      const after = { nodes: { a: { type: 'input' }, output: { type: 'output', from: 'a' } }, layout: { output: [1, 2] } };
      becomes(JSON.stringify(before), edit, JSON.stringify(after).replace(/,"layout".*/, ',"layout":{"output":[1,2]}}'));
      becomes(JSON.stringify(before, null, 4), edit, JSON.stringify(after, null, 4).replace(/\[\s+1,\s+2\s+\]/, '[1, 2]'));
      becomes(
        JSON.stringify({ nodes: {} }, null, '\t'),
        { ...edit, from: undefined },
        '{\n\t"nodes": {\n\t\t"output": {\n\t\t\t"type": "output"\n\t\t}\n\t},\n\t"layout": {\n\t\t"output": [1, 2]\n\t}\n}',
      );
    });

    it('counts up to the first free id', () => {
      assert.equal(freshNodeId([], 'ensemble'), 'ensemble');
      assert.equal(freshNodeId(['ensemble', 'ensemble_3'], 'ensemble'), 'ensemble_2');
      assert.equal(freshNodeId(['ensemble', 'ensemble_2'], 'ensemble'), 'ensemble_3');
    });
  });

  describe('delete', () => {
    it('takes the node with its own comments, every mention of it and its position', () => {
      assert.equal(
        edited(reviews, { kind: 'delete', nodes: ['draft'], connections: [] }),
        reviews
          .replace(/ {2}draft:\n[^]*# about the draft\n/, '')
          .replace('    # between\n    - draft # b\n', '    # between\n')
          .replace('  draft: [ 200, 0 ]\n', ''),
      );
    });

    it('removes the key of an emptied list, and an emptied layout', () => {
      becomes(
        'nodes:\n  a: {type: input}\n  b:\n    type: ensemble\n    from: [a, a] # both\nlayout: {a: [0, 0]}\n# end\n',
        { kind: 'delete', nodes: ['a'], connections: [] },
        'nodes:\n  b:\n    type: ensemble\n# end\n',
      );
    });

    it('removes single connections: dangling ones, and duplicates at once', () => {
      const before = 'nodes:\n  a:\n    type: ensemble\n    from: [gone, b, gone, c]\n  b: {type: input}\n';
      becomes(
        before,
        { kind: 'delete', nodes: [], connections: [{ source: 'gone', target: 'a' }] },
        before.replace('gone, b, gone, c', 'b, c'),
      );
      becomes(
        before,
        { kind: 'delete', nodes: ['b'], connections: [{ source: 'c', target: 'a' }] },
        'nodes:\n  a:\n    type: ensemble\n    from: [gone, gone]\n',
      );
    });

    it('leaves `{}` of the last node, and no trailing comma in JSON', () => {
      becomes(
        'nodes: # all\n  a:\n    type: input\nname: x\n',
        { kind: 'delete', nodes: ['a'], connections: [] },
        'nodes: {} # all\nname: x\n',
      );
      becomes(
        '{"nodes": {"a": {"type": "input"}, "b": {"type": "output", "from": "a"}}}',
        { kind: 'delete', nodes: ['b'], connections: [] },
        '{"nodes": {"a": {"type": "input"}}}',
      );
    });

    it('keeps blank lines behind the node out of a `|+` text above', () => {
      becomes(
        'nodes:\n  a:\n    content: |+\n      x\n  b: {type: output}\n\n# end\n',
        { kind: 'delete', nodes: ['b'], connections: [] },
        'nodes:\n  a:\n    content: |+\n      x\n# end\n',
      );
    });
  });

  describe('connect', () => {
    it('puts a first pre-node behind the type', () => {
      becomes(
        'nodes:\n  a: {type: input}\n  b:\n    type: output # o\n    content: x\n',
        { kind: 'connect', source: 'a', target: 'b' },
        'nodes:\n  a: {type: input}\n  b:\n    type: output # o\n    from: a\n    content: x\n',
      );
      assert.deepEqual(difference({ kind: 'connect', source: 'draft', target: 'review' }), ['+    from: draft']);
    });

    it('makes a list of one pre-node, and appends to a list in its own style', () => {
      assert.deepEqual(difference({ kind: 'connect', source: 'all', target: 'draft' }), [
        '-    from: review   # one',
        '+    from: [review, all]   # one',
      ]);
      assert.deepEqual(difference({ kind: 'connect', source: 'result', target: 'all' }), ['+    - result']);
      assert.deepEqual(difference({ kind: 'connect', source: 'review', target: 'result' }), [
        '-  result: {type: output, from: all}',
        '+  result: {type: output, from: [all, review]}',
      ]);
    });

    it('quotes an id that would be something else, and keeps what is quoted', () => {
      const nodes = 'nodes:\n  "12": {type: input}\n  "a, b": {type: input}\n';
      becomes(
        `${nodes}  c:\n    from: a, b\n`,
        { kind: 'connect', source: '12', target: 'c' },
        `${nodes}  c:\n    from: ["a, b", "12"]\n`,
      );
    });

    it('changes nothing where the two are connected already', () => {
      assert.deepEqual(planEdit(reviews, { kind: 'connect', source: 'review', target: 'all' }), []);
    });
  });

  describe('reconnect', () => {
    it('keeps the place in the order where the post-node stays', () => {
      assert.deepEqual(
        difference({ kind: 'reconnect', old: { source: 'review', target: 'all' }, new: { source: 'result', target: 'all' } }),
        ['-    - review # a', '+    - result # a'],
      );
    });

    it('moves a connection to another post-node', () => {
      assert.deepEqual(
        difference({
          kind: 'reconnect',
          old: { source: 'review', target: 'draft' },
          new: { source: 'review', target: 'result' },
        }).filter((line) => line.includes('from: ')),
        ['-    from: review   # one', '-  result: {type: output, from: all}', '+  result: {type: output, from: [all, review]}'],
      );
    });
  });

  it('moves nodes, touching their numbers only', () => {
    const edits = planEdit(reviews, { kind: 'move', positions: { draft: [210, 0], all: [5.5, 6] } });
    assert.deepEqual(
      edits.map(({ text }) => text),
      ['1', '  all: [6, 6]\n'],
    );
  });

  describe('rename', () => {
    it('renames in nodes, in every `from` and in the layout, each in its own quotes', () => {
      becomes(
        `nodes:\n  'a': {type: input}\n  b:\n    from: "a" # x\n  c:\n    from: [a, b]\nlayout: {a: [0, 0]}\n`,
        { kind: 'rename', node: 'a', to: 'x, y' },
        `nodes:\n  'x, y': {type: input}\n  b:\n    from: "x, y" # x\n  c:\n    from: ["x, y", b]\nlayout: {"x, y": [0, 0]}\n`,
      );
      becomes(
        'nodes:\n  7: {type: input}\n  b: {from: 7}\n',
        { kind: 'rename', node: '7', to: '8' },
        'nodes:\n  "8": {type: input}\n  b: {from: "8"}\n',
      );
    });

    it('follows aliases of the name, and explicit keys', () => {
      becomes(
        'nodes:\n  ? &n a\n  : type: input\n  b: {from: *n }\n',
        { kind: 'rename', node: 'a', to: 'z' },
        'nodes:\n  ? &n z\n  : type: input\n  b: {from: *n }\n',
      );
    });
  });

  describe('update-node', () => {
    const update = (node: string, changes: Extract<FlowEdit, { kind: 'update-node' }>['changes']): FlowEdit => ({
      kind: 'update-node',
      node,
      changes,
    });

    it('keeps the quotes, the header comment and the indentation', () => {
      assert.deepEqual(difference(update('draft', { prompt: "It's {input_data}" })), [
        "-    prompt: 'Say it''s good'",
        "+    prompt: 'It''s {input_data}'",
      ]);
      assert.deepEqual(difference(update('review', { content: 'One.\n\n  Two.' })), [
        '-    content: |  # shown first',
        '-      I love this movie.',
        '+    content: |-  # shown first',
        '+      One.',
        '+',
        '+        Two.',
      ]);
    });

    it('writes several lines as a block, and in quotes what no block can hold', () => {
      const before = 'nodes:\n  a:\n    content: "" # why\n    x-mine: 1\n';
      becomes(
        before,
        update('a', { content: 'one\ntwo\n' }),
        'nodes:\n  a:\n    content: | # why\n      one\n      two\n    x-mine: 1\n',
      );
      becomes(
        before,
        update('a', { content: ' one\ntwo' }),
        'nodes:\n  a:\n    content: |2- # why\n       one\n      two\n    x-mine: 1\n',
      );
      becomes(before, update('a', { content: 'one\n\n' }), 'nodes:\n  a:\n    content: |+ # why\n      one\n\n    x-mine: 1\n');
      becomes(before, update('a', { content: 'a\rb' }), 'nodes:\n  a:\n    content: "a\\rb" # why\n    x-mine: 1\n');
      becomes(
        '{"nodes": {"a": {"content": ""}}}',
        update('a', { content: 'one\n"two"' }),
        '{"nodes": {"a": {"content": "one\\n\\"two\\""}}}',
      );
    });

    it('adds fields behind type and from, and removes them with their lines', () => {
      assert.deepEqual(difference(update('draft', { model_type: 'gpt', prompt: null })), [
        "-    prompt: 'Say it''s good'",
        '+    model_type: gpt',
      ]);
      becomes(
        'nodes:\n  a: {type: generation, prompt: x}\n',
        update('a', { prompt: null, model_type: 'no' }),
        'nodes:\n  a: {type: generation, model_type: "no"}\n',
      );
    });
  });

  describe('update-node, of how it is answered', () => {
    const set = (changes: Extract<FlowEdit, { kind: 'update-node' }>['changes']): FlowEdit => ({ kind: 'update-node', node: 'g', changes });
    const before = `nodes:
  g:
    type: generation
    from: a # one
    temperature: 0.5 # cool
    stop: # two
      - END # first
      - "STOP"
    prompt: x
`;

    it('writes numbers as numbers and lists as lists, and touches nothing else', () => {
      becomes(before, set({ temperature: 1.25 }), before.replace('0.5', '1.25'));
      becomes(before, set({ temperature: 0.5, prompt: 'x' }), before);
      becomes(before, set({ temperature: null }), before.replace('    temperature: 0.5 # cool\n', ''));
      becomes(
        'nodes:\n  g:\n    type: generation\n    prompt: x\n',
        set({ max_output_tokens: 200, stop: ['a', 'b c'], reasoning_effort: 'low', intensity: 12 }),
        'nodes:\n  g:\n    type: generation\n    max_output_tokens: 200\n    stop: [a, b c]\n    reasoning_effort: low\n    intensity: 12\n    prompt: x\n',
      );
    });

    it('keeps the items of a list that stay as they are written', () => {
      becomes(before, set({ stop: ['END', 'HALT'] }), before.replace('"STOP"', '"HALT"'));
      becomes(before, set({ stop: ['END', 'STOP', 'x'] }), before.replace('"STOP"\n', '"STOP"\n      - x\n'));
      becomes(before, set({ stop: ['END'] }), before.replace('      - "STOP"\n', ''));
      becomes('nodes: {g: {stop: [ a , b ]}}\n', set({ stop: ['a', 'c', 'd'] }), 'nodes: {g: {stop: [ a , c, d ]}}\n');
      becomes('{"nodes": {"g": {"stop": ["a"]}}}', set({ stop: ['b', 'c'] }), '{"nodes": {"g": {"stop": ["b", "c"]}}}');
    });

    it('turns a text into a list, a list into a text, a name into a number', () => {
      becomes('nodes:\n  g:\n    stop: END # why\n', set({ stop: ['END', 'x'] }), 'nodes:\n  g:\n    stop: [END, x] # why\n');
      assert.deepEqual(difference(set({ stop: 'END' }), before), ['-    stop: # two', '-      - END # first', '-      - "STOP"', '+    stop: END # two']);
      becomes('nodes: {g: {intensity: high}}\n', set({ intensity: 3 }), 'nodes: {g: {intensity: 3}}\n');
      becomes('{"nodes": {"g": {"intensity": 3}}}', set({ intensity: 'low' }), '{"nodes": {"g": {"intensity": "low"}}}');
    });

    it('tells a knowledge base from none', () => {
      const off = 'nodes:\n  g:\n    type: generation\n    knowledge_base: false\n';
      becomes('nodes:\n  g:\n    type: generation\n', set({ knowledge_base: false }), off);
      becomes(off, set({ knowledge_base: 'handbook' }), off.replace('false', 'handbook'));
      becomes(off, set({ knowledge_base: 'false' }), off.replace('false', '"false"'));
      becomes(off, set({ knowledge_base: false, prompt: null }), off);
      becomes('{"nodes": {"g": {"knowledge_base": "x"}}}', set({ knowledge_base: false }), '{"nodes": {"g": {"knowledge_base": false}}}');
    });
  });

  describe('update-workflow', () => {
    const set = (changes: Extract<FlowEdit, { kind: 'update-workflow' }>['changes']): FlowEdit => ({ kind: 'update-workflow', changes });

    it('puts keys where they usually stand', () => {
      assert.deepEqual(difference(set({ llm_provider: 'openai', knowledge_base: 'handbook', intensity: 'high' })), [
        '+llm_provider: openai',
        '+knowledge_base: handbook',
        '+intensity: high',
      ]);
      becomes('# head\nllmflow: 1\nprompts: {}\nnodes: {}\n', set({ model_type: 'gpt' }), '# head\nllmflow: 1\nmodel_type: gpt\nprompts: {}\nnodes: {}\n');
      becomes('# head\nnodes: {}\nlayout: {}\n', set({ intensity: 4 }), '# head\nintensity: 4\nnodes: {}\nlayout: {}\n');
      becomes('# only\n', set({ model_type: 'gpt' }), '# only\nmodel_type: gpt\n');
      becomes('{"llmflow":1,"nodes":{}}', set({ intensity: 4 }), '{"llmflow":1,"intensity":4,"nodes":{}}');
    });

    it('changes values in place, and removes keys with their lines', () => {
      const before = 'llmflow: 1\nllm_provider: "openai" # ours\nmodel_type: gpt # fast\nintensity: low\nnodes: {}\n';
      becomes(before, set({ llm_provider: 'builtin' }), before.replace('openai', 'builtin'));
      becomes(before, set({ model_type: null, intensity: 7 }), before.replace('model_type: gpt # fast\n', '').replace(': low', ': 7'));
      becomes(before, set({ llm_provider: 'openai', knowledge_base: null, prompts: {} }), before);
    });

    it('makes, changes and removes prompts; the last one takes `prompts` with it', () => {
      const without = 'llmflow: 1\nnodes: {}\n';
      const one = 'llmflow: 1\nprompts:\n  ensemble: |\n    Merge\n    {input_data}\nnodes: {}\n';
      becomes(without, set({ prompts: { ensemble: 'Merge\n{input_data}\n' } }), one);
      becomes(one, set({ prompts: { ensemble: null } }), without);
      becomes(one, set({ prompts: { ensemble: 'Join\n{input_data}\n' } }), one.replace('Merge', 'Join'));
      becomes(one, set({ prompts: { validation: 'Check' } }), one.replace('nodes', '  validation: Check\nnodes'));
      becomes(one, set({ prompts: { ensemble: null, generation: 'Go' } }), 'llmflow: 1\nprompts:\n  generation: Go\nnodes: {}\n');
      becomes('llmflow: 1\nprompts:\nnodes: {}\n', set({ prompts: { generation: 'Go' } }), 'llmflow: 1\nprompts:\n  generation: Go\nnodes: {}\n');
      becomes('llmflow: 1\nprompts: {}\n', set({ prompts: { generation: null } }), 'llmflow: 1\nprompts: {}\n');
      becomes('{"llmflow": 1, "prompts": {"ensemble": "x"}}', set({ prompts: { ensemble: null } }), '{"llmflow": 1}');
    });
  });

  describe('refuses', () => {
    const refused = (text: string, edit: FlowEdit, message: RegExp) => {
      assert.throws(
        () => planEdit(text, edit),
        (error) => error instanceof EditRefused && message.test(error.message),
      );
    };
    const remove = (node: string): FlowEdit => ({ kind: 'delete', nodes: [node], connections: [] });

    it('a text with errors, with several documents, or that is no map', () => {
      refused('nodes: [a', remove('a'), /syntax error/);
      refused('nodes: {}\n---\nnodes: {}\n', remove('a'), /syntax error/);
      refused('- a\n', remove('a'), /must be a map/);
      refused('nodes: *x\n', remove('a'), /\*x refers to nothing/);
    });

    it('what is not there, or there already', () => {
      refused(reviews, remove('nobody'), /no node “nobody”/);
      refused(reviews, { kind: 'connect', source: 'nobody', target: 'draft' }, /no node “nobody”/);
      refused(
        reviews,
        { kind: 'delete', nodes: [], connections: [{ source: 'draft', target: 'result' }] },
        /no connection from “draft” to “result”/,
      );
      refused(reviews, { kind: 'rename', node: 'draft', to: 'all' }, /“all” already/);
      for (const to of [' ', 'two\nlines']) refused(reviews, { kind: 'rename', node: 'draft', to }, /needs a name/);
      refused(reviews, { kind: 'move', positions: { draft: [Number.NaN, 0] } }, /finite/);
    });

    it('a change of what another node shares, and of an anchor that is still used', () => {
      const shared =
        'nodes:\n  in: {type: input}\n  a: &a\n    type: generation\n    from: &f [in]\n  b: *a\n  c: {type: ensemble, from: *f }\n';
      refused(shared, { kind: 'update-node', node: 'b', changes: { prompt: 'x' } }, /anchor/);
      refused(shared, { kind: 'connect', source: 'c', target: 'b' }, /anchor/);
      refused(shared, remove('a'), /anchor/);
      becomes(shared, remove('c'), shared.replace(/ {2}c:.*\n/, ''));
    });
  });
});
