import assert from 'node:assert/strict';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { nodeAt } from '../../../src/core/flow/parse/flowDocument';
import type { Problem, TextRange } from '../../../src/core/flow/problem';

const whole = `# A comment
llmflow: 1
id: 4f0c6f3e-6f58-4f4e-9d3a-0d2f6a1c7b11
name: Movie reviews 🎬
llm_provider: builtin
model_type: auto
knowledge_base: handbook
intensity: 12
prompts:
  ensemble: |
    Merge {input_data}
nodes:
  review:
    type: input
    content: |
      I love this 😀 movie.
      \tTabs stay.
  draft:
    type: generation
    from: review
    llm_provider: openai
    model_type: gpt-5-mini
    prompt: "Say {input_data}"
  all: { type: ensemble, from: [draft, review] }
  result:
    type: output
    from: all
source: reviews.csv
processes:
  sentiment: data_column_1
  summarization:
    column: [data_column_1, data_column_2]
    prompt: Summarize {input_data}
budget: 2.5
layout:
  review: [0, -12.5]
`;

/** Each problem as its rule and the text that its range covers. */
function problemsIn(text: string): [rule: string, covered: string][] {
  return parseFlow(text).problems.map(({ rule, range }) => [rule, covered(text, range)]);
}

function covered(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}

function onlyProblem(text: string): Problem {
  const { problems } = parseFlow(text);
  assert.equal(problems.length, 1, JSON.stringify(problems));
  return problems[0]!;
}

describe('parseFlow', () => {
  const document = parseFlow(whole);

  it('reads everything that a file can say', () => {
    assert.deepEqual(document.problems, []);
    assert.equal(document.state, 'ok');
    assert.deepEqual(document.flow, {
      id: '4f0c6f3e-6f58-4f4e-9d3a-0d2f6a1c7b11',
      name: 'Movie reviews 🎬',
      llm_provider: 'builtin',
      model_type: 'auto',
      knowledge_base: 'handbook',
      intensity: 12,
      prompts: { ensemble: 'Merge {input_data}\n' },
      nodes: [
        { id: 'review', type: 'input', from: [], content: 'I love this 😀 movie.\n\tTabs stay.\n' },
        { id: 'draft', type: 'generation', from: ['review'], llm_provider: 'openai', model_type: 'gpt-5-mini', prompt: 'Say {input_data}' },
        { id: 'all', type: 'ensemble', from: ['draft', 'review'] },
        { id: 'result', type: 'output', from: ['all'], content: '' },
      ],
      source: { kind: 'file', path: 'reviews.csv' },
      processes: [
        { name: 'sentiment', columns: ['data_column_1'] },
        { name: 'summarization', columns: ['data_column_1', 'data_column_2'], prompt: 'Summarize {input_data}' },
      ],
      budget: 2.5,
      layout: new Map([['review', [0, -12.5]]]),
    });
  });

  it('knows where each part stands, after emoji too', () => {
    const { fields, nodes, processes, prompts } = document.locations;
    assert.equal(covered(whole, fields.get('name')!.value), 'Movie reviews 🎬');
    assert.equal(covered(whole, nodes.get('draft')!.key), 'draft');
    assert.equal(covered(whole, nodes.get('draft')!.fields.get('prompt')!.value), '"Say {input_data}"');
    assert.deepEqual(nodes.get('all')!.from.map((range) => covered(whole, range)), ['draft', 'review']);
    assert.deepEqual(processes.get('summarization')!.columns.map((range) => covered(whole, range)), ['data_column_1', 'data_column_2']);
    assert.equal(covered(whole, prompts.get('ensemble')!.key), 'ensemble');
  });

  it('knows the node at an offset', () => {
    assert.equal(nodeAt(document, whole.indexOf('love')), 'review');
    assert.equal(nodeAt(document, whole.indexOf('gpt-5-mini')), 'draft');
    assert.equal(nodeAt(document, whole.indexOf('handbook')), undefined);
  });

  it('reads a file with CRLF as the same flow, its ranges in that text', () => {
    const crlf = whole.replaceAll('\n', '\r\n');
    const read = parseFlow(crlf);
    assert.deepEqual(read.flow, document.flow);
    assert.equal(covered(crlf, read.locations.nodes.get('result')!.key), 'result');
    assert.deepEqual(problemsIn('llmflow: 1\r\n\r\nnod: 1\r\n'), [['document/unknown-key', 'nod']]);
  });

  it('reads past a byte order mark', () => {
    const marked = `\uFEFF${whole}`;
    const read = parseFlow(marked);
    assert.deepEqual(read.flow, document.flow);
    assert.deepEqual(read.problems, []);
    assert.equal(covered(marked, read.locations.fields.get('llmflow')!.key), 'llmflow');
    assert.deepEqual(problemsIn('\uFEFFllmflow: 1\nnod: 1\n'), [['document/unknown-key', 'nod']]);
  });

  it('reads JSON, indented with tabs too', () => {
    const json = { llmflow: 1, nodes: { a: { type: 'input', content: '😀\n"x"' }, o: { type: 'output', from: ['a'] } }, layout: { a: [1, 2] } };
    for (const indent of ['', '\t', 2]) {
      const { flow, problems } = parseFlow(JSON.stringify(json, undefined, indent));
      assert.deepEqual(problems, []);
      assert.deepEqual(flow.nodes, [
        { id: 'a', type: 'input', from: [], content: '😀\n"x"' },
        { id: 'o', type: 'output', from: ['a'], content: '' },
      ]);
      assert.deepEqual([...flow.layout], [['a', [1, 2]]]);
    }
  });

  it('takes numbers and booleans for the text they are written as, and null for nothing', () => {
    const { flow, problems } = parseFlow('llmflow: 1\nname: 007\nmodel_type: true\nllm_provider: ~\nnodes:\n  1.10:\n    type: input\n    content: 0x1F\nsource:\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(flow, {
      name: '007',
      model_type: 'true',
      prompts: {},
      nodes: [{ id: '1.10', type: 'input', from: [], content: '0x1F' }],
      processes: [],
      layout: new Map(),
    });
  });

  it('reads through anchors and aliases', () => {
    const text = 'llmflow: 1\nprompts:\n  generation: &p "Say {input_data}"\nnodes:\n  a: &a {type: input, content: x}\n  b: *a\n  e: {type: ensemble, from: &both [a, b], prompt: *p}\n  v: {type: ensemble, from: *both}\n';
    const { flow, problems, locations } = parseFlow(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(flow.nodes[1], { id: 'b', type: 'input', from: [], content: 'x' });
    assert.deepEqual(flow.nodes[2], { id: 'e', type: 'ensemble', from: ['a', 'b'], prompt: 'Say {input_data}' });
    assert.deepEqual(flow.nodes[3]?.from, ['a', 'b']);
    assert.equal(covered(text, locations.nodes.get('e')!.fields.get('prompt')!.value), '*p');
  });

  it('an alias takes the last anchor of its name before it', () => {
    const { flow } = parseFlow('llmflow: 1\nname: &x one\nllm_provider: *x\nmodel_type: &x two\nknowledge_base: *x\n');
    assert.deepEqual([flow.llm_provider, flow.knowledge_base], ['one', 'two']);
  });

  describe('reads of a node and of a process', () => {
    const settings = (yaml: string) => {
      const { flow, problems } = parseFlow(`llmflow: 1\nnodes:\n  g: {type: generation, ${yaml}}\nprocesses:\n  p: {column: c, ${yaml}}\n`);
      assert.deepEqual(problems, []);
      const without = (owner: object, ...keys: string[]) => Object.fromEntries(Object.entries(owner).filter(([key]) => !keys.includes(key)));
      const node = without(flow.nodes[0]!, 'id', 'type', 'from');
      assert.deepEqual(node, without(flow.processes[0]!, 'name', 'columns'));
      return node;
    };
    const cases: [what: string, yaml: string, expected: object][] = [
      ['how a model is to answer', 'temperature: 0.7, max_output_tokens: 200, reasoning_effort: low, stop: END', { temperature: 0.7, max_output_tokens: 200, reasoning_effort: 'low', stop: ['END'] }],
      ['the ends of the ranges', 'temperature: 0, max_output_tokens: 1', { temperature: 0, max_output_tokens: 1 }],
      ['temperature 2', 'temperature: 2', { temperature: 2 }],
      ['several stops, numbers as text', 'stop: [a, "b c", 3, ---]', { stop: ['a', 'b c', '3', '---'] }],
      ['its knowledge base', 'knowledge_base: handbook, intensity: high', { knowledge_base: 'handbook', intensity: 'high' }],
      ['a top_k', 'intensity: 50', { intensity: 50 }],
      ['that it has none', 'knowledge_base: false', { knowledge_base: false }],
      ['names that look like something else', 'knowledge_base: "false"', { knowledge_base: 'false' }],
      ['numbers as names', 'knowledge_base: 2026', { knowledge_base: '2026' }],
      ['nothing of what is empty', 'temperature: , max_output_tokens: ~, stop: , reasoning_effort: , knowledge_base: , intensity: null', {}],
    ];
    for (const [what, yaml, expected] of cases) it(what, () => assert.deepEqual(settings(yaml), expected));

    const refused: [key: string, values: string[], says: RegExp][] = [
      ['temperature', ['2.1', '-0.1', 'warm', '"1"', '.nan', '[1]'], /^`temperature` of node “g” must be a number from 0 to 2\.$/],
      ['max_output_tokens', ['0', '1.5', '-3', 'many', '.inf'], /^`max_output_tokens` of node “g” must be a whole number from 1\.$/],
      ['stop', ['[]', '[a, b, c, d, e]', '""', '[a, ""]'], /^`stop` of node “g” must be a text that is not empty, or a list of one to 4 of them\.$/],
      ['intensity', ['0', '51', '2.5', 'max', '"3"'], /^`intensity` of node “g” must be low, medium, high, or a top_k from 1 to 50\.$/],
      ['reasoning_effort', ['[low]'], /must be text/],
      ['knowledge_base', ['[a]', '{a: b}'], /must be text/],
      ['stop', ['{a: b}', '[a, [b]]'], /must be text/],
    ];
    for (const [key, values, says] of refused) {
      for (const value of values) {
        it(`no ${key}: ${value}`, () => {
          const { rule, message, node } = onlyProblem(`llmflow: 1\nnodes:\n  g: {type: generation, ${key}: ${value}}\n`);
          assert.deepEqual([rule, node], ['document/invalid-value', 'g']);
          assert.match(message, says);
        });
      }
    }

    it('nothing of these of an input-node', () => {
      assert.deepEqual(problemsIn('llmflow: 1\nnodes: {a: {type: input, temperature: 1}}'), [['document/unknown-key', 'temperature']]);
    });

    it('and a workflow that says it has no knowledge base has none', () => {
      const { flow, problems } = parseFlow('llmflow: 1\nknowledge_base: false\n');
      assert.deepEqual([flow.knowledge_base, problems], [undefined, []]);
    });
  });

  it('resolves a thousand aliases in one walk', () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => `  n${index}: *n\n`).join('');
    const { flow } = parseFlow(`llmflow: 1\nnodes:\n  n: &n {type: input}\n${nodes}`);
    assert.equal(flow.nodes.length, 1001);
  });

  describe('tells, with its place,', () => {
    const cases: [name: string, text: string, expected: [rule: string, covered: string][]][] = [
      ['an unknown key of the workflow', 'llmflow: 1\nnode: {}\n', [['document/unknown-key', 'node']]],
      ['an unknown key of a node', 'llmflow: 1\nnodes: {a: {type: input, prompt: x}}', [['document/unknown-key', 'prompt']]],
      ['an unknown key of a process', 'llmflow: 1\nprocesses: {p: {column: c, colunm: c}}', [['document/unknown-key', 'colunm']]],
      ['an unknown type of prompt', 'llmflow: 1\nprompts: {input: x}', [['document/unknown-key', 'input']]],
      ['a list in place of a map', 'llmflow: 1\nnodes: [a, b]\n', [['document/invalid-value', '[a, b]']]],
      ['text in place of a map', 'llmflow: 1\nnodes:\n  a: input\n', [['document/invalid-value', 'input'], ['node/unknown-type', 'a']]],
      ['a list in place of a workflow', '- llmflow\n', [['document/invalid-value', '- llmflow\n'], ['document/unsupported-version', '']]],
      ['a map in place of text', 'llmflow: 1\nname: {a: 1}\n', [['document/invalid-value', '{a: 1}']]],
      ['a map in place of a pre-node', 'llmflow: 1\nnodes: {a: {type: output, from: [x, {y: z}]}}', [['document/invalid-value', '{y: z}']]],
      ['a list in place of a content', 'llmflow: 1\nnodes: {a: {type: input, content: [x]}}', [['document/invalid-value', '[x]']]],
      ['an intensity that is none', 'llmflow: 1\nintensity: 51\n', [['document/invalid-value', '51']]],
      ['a budget that is none', 'llmflow: 1\nbudget: 0\n', [['document/invalid-value', '0']]],
      ['a budget with a unit', 'llmflow: 1\nbudget: 5 USD\n', [['document/invalid-value', '5 USD']]],
      ['a position that is none', 'llmflow: 1\nlayout: {a: [1], b: [1, x], c: 3}', [['document/invalid-value', '[1]'], ['document/invalid-value', '[1, x]'], ['document/invalid-value', '3']]],
      ['a process without a column', 'llmflow: 1\nprocesses: {p: {prompt: x}}', [['document/invalid-value', 'p']]],
      ['a key that is a list', 'llmflow: 1\n? [a]\n: b\n', [['document/invalid-value', '[a]']]],
      ['a type that does not exist', 'llmflow: 1\nnodes: {a: {type: inptu}}', [['node/unknown-type', 'inptu']]],
      ['a node without a type', 'llmflow: 1\nnodes:\n  a:\n', [['node/unknown-type', 'a']]],
      ['an alias without an anchor', 'llmflow: 1\nname: *missing\n', [['document/syntax', '*missing']]],
      ['an alias before its anchor', 'llmflow: 1\nname: *x\nmodel_type: &x y\n', [['document/syntax', '*x']]],
      ['another format version', 'llmflow: 2\n', [['document/unsupported-version', '2']]],
      ['a version that is text', 'llmflow: "1"\n', [['document/unsupported-version', '"1"']]],
      ['a key twice', 'llmflow: 1\nname: a\nname: b\n', [['document/syntax', 'n']]],
      ['two keys of one name', 'llmflow: 1\nnodes: {1: {type: input}, "1": {type: output}}', [['document/invalid-value', '"1"']]],
      ['a second document', 'llmflow: 1\n---\nname: x\n', [['document/syntax', '---\nname: x\n']]],
    ];
    for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(problemsIn(text), expected));
  });

  it('a broken text has its syntax problems only, inside the text', () => {
    for (const text of ['nodes: {a: {type: wrong}', 'name: "open', '\tname: x', 'a: b: c', 'nodes:\n  a: [\n', '%YAML 3\n']) {
      const { state, problems } = parseFlow(text);
      assert.equal(state, 'broken', text);
      assert.notEqual(problems.length, 0, text);
      for (const { rule, range, message } of problems) {
        assert.equal(rule, 'document/syntax');
        assert.ok(range.start <= range.end && range.end <= text.length, `${text}: ${range.start} to ${range.end}`);
        assert.match(message, /^[^\n]+[.!?]$/);
      }
    }
  });

  it('what can be read of a broken text is read', () => {
    assert.deepEqual(parseFlow('llmflow: 1\nname: Known\nnodes: {a: {type: input}').flow.nodes, [{ id: 'a', type: 'input', from: [], content: '' }]);
  });

  it('an empty text is empty, not wrong', () => {
    for (const text of ['', '\n', '# only a comment\n', '{}', '\uFEFF', '---\n']) {
      const { state, problems } = parseFlow(text);
      assert.deepEqual([state, problems], ['empty', []], JSON.stringify(text));
    }
  });

  it('a text nested without end is one problem, and ends neither the parser nor the process', () => {
    for (const open of ['[', '{a: ', '- ', '? ', '- - ? {b: [']) {
      for (const times of [70, 2_000, 30_000]) {
        const { state, problems } = parseFlow(open.repeat(times));
        assert.equal(state, 'broken');
        assert.match(problems[0]!.message, /nested more than 64 levels/);
      }
    }
  });

  it('does not take prompts full of brackets for nesting', () => {
    const brackets = '[{'.repeat(500);
    const { flow, problems } = parseFlow(`llmflow: 1\nprompts:\n  generation: |\n    ${brackets}\n`);
    assert.deepEqual(problems, []);
    assert.equal(flow.prompts.generation, `${brackets}\n`);
  });

  describe('quick fixes', () => {
    const fixed = (text: string) => {
      const { fix } = onlyProblem(text);
      assert.ok(fix && 'edits' in fix, 'there is a fix');
      return fix.edits.reduce((result, { range, text: replacement }) => result.slice(0, range.start) + replacement + result.slice(range.end), text);
    };

    it('change a key to the one it is close to', () => {
      assert.equal(fixed('llmflow: 1\nprocesess: {}\n'), 'llmflow: 1\nprocesses: {}\n');
      assert.equal(onlyProblem('llmflow: 1\nprocesess: {}\n').message, 'A workflow has no key “procesess”. Did you mean “processes”?');
    });

    it('keep the quotes of a key, so that JSON stays JSON', () => {
      assert.equal(fixed('{"llmflow": 1, "nmae": "x"}'), '{"llmflow": 1, "name": "x"}');
      assert.equal(fixed("llmflow: 1\n'nmae': x\n"), "llmflow: 1\n'name': x\n");
    });

    it('list the keys where none is close', () => {
      const { fix, message } = onlyProblem('llmflow: 1\ncolour: red\n');
      assert.equal(fix, undefined);
      assert.match(message, /Keys are: llmflow, id, name/);
    });

    it('add the version to YAML; JSON needs another hand', () => {
      assert.equal(fixed('name: x\n'), 'llmflow: 1\nname: x\n');
      assert.equal(fixed('# Mine\n---\nname: x\n'), '# Mine\n---\nllmflow: 1\nname: x\n');
      assert.equal(fixed('  name: x\n  id: y\n'), '  llmflow: 1\n  name: x\n  id: y\n');
      assert.equal(fixed('\uFEFFname: x\n'), '\uFEFFllmflow: 1\nname: x\n');
      const { fix, severity } = onlyProblem('{"name": "x"}');
      assert.deepEqual([fix, severity], [undefined, 'warning']);
    });
  });

  it('keys that start with x- are the user’s own', () => {
    const { problems } = parseFlow('llmflow: 1\nx-owner: me\nnodes: {a: {type: input, x-note: y}}\n');
    assert.deepEqual(problems, []);
  });
});
