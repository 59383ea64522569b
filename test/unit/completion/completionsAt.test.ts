import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../src/core/flow/completion/completionsAt';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { choose, completions, labels, split, world } from './at';

const graph = `llmflow: 1
nodes:
  a: {type: input}
  b: {type: input}
  g:
    type: generation
    from: a
  e:
    type: ensemble
    from: [g, b]
  o: {type: output, from: e}
`;

/** How a node or a process is answered. */
const answer = ['llm_provider', 'model_type', 'temperature', 'max_output_tokens', 'stop', 'reasoning_effort', 'knowledge_base', 'intensity'];

describe('completion of keys', () => {
  const cases: [where: string, text: string, expected: string[]][] = [
    ['an empty file', '|', ['llmflow', 'id', 'name', 'llm_provider', 'model_type', 'knowledge_base', 'intensity', 'prompts', 'nodes', 'source', 'processes', 'budget', 'layout']],
    ['the first line before others', '|\nllmflow: 1\nid: x\nname: x\nllm_provider: builtin\nmodel_type: auto\nknowledge_base: x\n', ['intensity', 'prompts', 'nodes', 'source', 'processes', 'budget', 'layout']],
    ['a half-written key', 'llmflow: 1\nid: x\nname: x\nprompts: {}\nnodes: {}\nllm_provider: x\nmodel_ty|\nlayout: {}\nsource: x\n', ['model_type', 'knowledge_base', 'intensity', 'processes', 'budget']],
    ['a key that is written already', 'llmflow: 1\nnodes:\n  a:\n    type: input\n    con|tent: x\n', ['content']],
    ['the indentation of a line', 'llmflow: 1\nnodes:\n |   a: {type: input}\n', []],
    ['a node without any key', 'nodes:\n  g:\n    |\n', ['type', 'from', 'content', 'prompt', ...answer]],
    ['a node without any key, before another', 'nodes:\n  g:\n    t|\n  o:\n    type: output\n', ['type', 'from', 'content', 'prompt', ...answer]],
    ['a model node', 'nodes:\n  g:\n    type: generation\n    |\n    from: a\n', ['prompt', ...answer]],
    ['a model node, behind its last key', 'nodes:\n  g:\n    type: generation\n    p|\n  o: {type: output}\n', ['from', 'prompt', ...answer]],
    ['an input-node', 'nodes:\n  a:\n    type: input\n    |', ['content']],
    ['the output-node', 'nodes:\n  a:\n    type: output\n    |', ['from', 'content']],
    ['a node in flow style', 'nodes:\n  g: {type: generation, |}\n', ['from', 'prompt', ...answer]],
    ['a node in flow style without an end', 'nodes:\n  g: {type: generation, |\n  o: {type: output, from: g}\n', ['from', 'prompt', ...answer]],
    ['an empty map in flow style', 'processes:\n  verdict: {|}\n', ['column', 'prompt', 'flow', ...answer]],
    ['JSON', '{"nodes": {"g": {"type": "generation", "|"}}}', ['from', 'prompt', ...answer]],
    ['prompts', 'prompts:\n  ensemble: x\n  |\n', ['generation', 'validation']],
    ['processes', 'processes:\n  sentiment: review\n  |\n', ['summarization', 'translation', 'keywords']],
    ['a process with a flow', 'processes:\n  verdict:\n    flow: self\n    |\n', ['column', ...answer]],
    ['a source', 'source:\n  |\n', ['file', 'connection', 'query', 'key', 'row_key', 'reviews.csv', 'data/more rows.csv', 'warehouse', 'bucket']],
    ['a source with a connection', 'source:\n  connection: warehouse\n  |\n', ['query', 'key', 'row_key']],
    ['a source with a query', 'source:\n  connection: warehouse\n  query: SELECT 1\n  |\n', ['row_key']],
    ['a layout', `${graph}layout:\n  a: [0, 0]\n  |\n`, ['b', 'g', 'e', 'o']],
    ['a line with CRLF', 'llmflow: 1\r\nnodes:\r\n  a:\r\n    type: input\r\n    |\r\n  o: {type: output}\r\n', ['content']],
    ['node names, which are the user’s own', 'nodes:\n  |\n', []],
    ['a key that does not exist', 'other:\n  deeper:\n    |\n', []],
    ['a comment', 'llmflow: 1 # a comm|ent\n', []],
  ];
  for (const [where, text, expected] of cases) {
    it(where, async () => assert.deepEqual(await labels(text), expected));
  }

  it('come with their documentation, and lead on to values that can be chosen', async () => {
    const [type, ...rest] = await completions('nodes:\n  g:\n    |');
    assert.match(type?.documentation ?? '', /What the node does/);
    assert.equal(type?.continues, true);
    assert.equal(rest.find(({ label }) => label === 'content')?.continues, undefined);
  });

  it('are written with what has to follow them', async () => {
    assert.equal(await choose('nodes:\n  g:\n    ty|', 'type'), 'nodes:\n  g:\n    type: ');
    assert.equal(await choose('nodes:\n  g:\n    prom|', 'prompt'), 'nodes:\n  g:\n    prompt: |\n      ');
    assert.equal(await choose('llmflow: 1\nno|\n', 'nodes'), 'llmflow: 1\nnodes:\n  \n');
    assert.equal(await choose('nodes:\n  g:\n    ty|p: input', 'type'), 'nodes:\n  g:\n    type: input');
    assert.equal(await choose('nodes:\n  g: {pr|}', 'prompt'), 'nodes:\n  g: {prompt: }');
    assert.equal(await choose('{"nodes": {"g": {"type": "input", |}}}', 'content'), '{"nodes": {"g": {"type": "input", "content": }}}');
    assert.equal(await choose('{"nodes": {"g": {"type": "input", "c|"}}}', 'content'), '{"nodes": {"g": {"type": "input", "content"}}}');
  });
});

describe('completion of values', () => {
  const table = 'source: reviews.csv\nprocesses:\n';
  const columns = ['id', 'review', 'Review text', 'no'];
  const cases: [what: string, text: string, expected: string[]][] = [
    ['the version', 'llmflow: |', ['1']],
    ['node types', 'nodes:\n  g:\n    type: |\n    from: a\n', ['input', 'generation', 'ensemble', 'validation', 'output']],
    ['node types directly behind the colon', 'nodes:\n  g:\n    type:|\n    from: a\n', ['input', 'generation', 'ensemble', 'validation', 'output']],
    ['node types in flow style', 'nodes:\n  g: {type: gen|\n  o: {type: output}\n', ['input', 'generation', 'ensemble', 'validation', 'output']],
    ['node types in JSON', '{"nodes": {"g": {"type": "|"}}}', ['input', 'generation', 'ensemble', 'validation', 'output']],
    ['pre-nodes of a generation-node: inputs only', graph.replace('from: a\n', 'from: |\n'), ['a', 'b']],
    ['pre-nodes in place of the one there is', graph.replace('from: a\n', 'from: a|\n'), ['a', 'b']],
    ['pre-nodes of an ensemble, but for those it has', graph.replace('[g, b]', '[g, |]'), ['a', 'b']],
    ['pre-nodes where the list has no end', graph.replace('[g, b]', '[g, |'), ['a', 'b']],
    ['pre-nodes in a block list', graph.replace('[g, b]', '\n      - g\n      - |'), ['a', 'b']],
    ['pre-nodes of the output-node: only a node without a post-node, or an input', graph.replace('from: e', 'from: |'), ['a', 'b', 'e']],
    ['pre-nodes of an input-node: none', graph.replace('b: {type: input}', 'b: {type: input, from: |}'), []],
    ['pre-nodes behind an open quote', graph.replace('from: a\n', 'from: "|\n'), ['a', 'b']],
    ['a second pre-node of a generation-node: none', graph.replace('from: a\n', 'from: [a, |]\n'), []],
    ['providers', 'llm_provider: |\n', ['builtin', 'openai']],
    ['models of the default provider', 'model_type: |\n', ['auto', 'echo', 'sentiment']],
    ['models of the workflow’s provider', 'llm_provider: openai\nnodes:\n  g:\n    type: generation\n    model_type: |\n', ['auto', 'gpt-5-mini']],
    ['models of the node’s provider', 'nodes:\n  g:\n    type: generation\n    llm_provider: openai\n    model_type: |\n', ['auto', 'gpt-5-mini']],
    ['models of a process’s provider', 'processes:\n  x:\n    llm_provider: openai\n    model_type: |\n', ['auto', 'gpt-5-mini']],
    ['intensity', 'intensity: |', ['low', 'medium', 'high']],
    ['knowledge bases', 'knowledge_base: |', ['handbook']],
    ['knowledge bases of a node, and that it has none', 'nodes:\n  g:\n    type: generation\n    knowledge_base: |\n', ['handbook', 'false']],
    ['knowledge bases in quotes, where `false` would be a name', 'nodes:\n  g: {type: generation, knowledge_base: "|"}\n', ['handbook']],
    ['intensity of a process', 'processes:\n  p:\n    intensity: |\n', ['low', 'medium', 'high']],
    ['reasoning effort', 'nodes:\n  g:\n    type: generation\n    reasoning_effort: |\n', ['none', 'minimal', 'low', 'medium', 'high']],
    ['sources', 'source: |\n', ['reviews.csv', 'data/more rows.csv', 'warehouse', 'bucket']],
    ['files of a source', 'source:\n  file: |\n', ['reviews.csv', 'data/more rows.csv']],
    ['connections', 'source:\n  connection: |\n', ['warehouse', 'bucket']],
    ['columns that make a row’s key', 'source:\n  file: reviews.csv\n  row_key: [id, |]\n', ['review', 'Review text', 'no']],
    ['columns of the short form', `${table}  sentiment: |\n`, columns],
    ['columns of the short form, and keys on a line of their own', `${table}  sentiment:\n    |\n`, ['column', 'prompt', 'flow', ...answer, ...columns]],
    ['columns in a list of the short form', `${table}  sentiment: [id, |]\n`, ['review', 'Review text', 'no']],
    ['columns, and results of earlier processes', `${table}  sentiment: review\n  verdict:\n    column: |\n    prompt: x\n  keywords: review\n`, [...columns, 'results.sentiment']],
    ['results only, where no source is known', 'processes:\n  sentiment: review\n  verdict:\n    column: results.|\n', ['results.sentiment']],
    ['a block list of columns', `${table}  verdict:\n    column:\n    - id\n    - re|\n    prompt: x\n`, ['review', 'Review text', 'no']],
    ['flows', `${graph}processes:\n  x:\n    flow: |\n`, ['self', 'other.llmflow']],
    ['flows where the file has no graph', 'processes:\n  x:\n    flow: |\n', ['other.llmflow']],
    ['nothing for a text', 'name: |\n', []],
    ['nothing for a list where none can be', 'llm_provider: [|]\n', []],
  ];
  for (const [what, text, expected] of cases) {
    it(what, async () => assert.deepEqual(await labels(text), expected));
  }

  it('are written so that they read back', async () => {
    assert.equal(await choose('source: da|ta\n', 'data/more rows.csv'), 'source: data/more rows.csv\n');
    assert.equal(await choose(`${table}  sentiment: Review te|xt\n`, 'Review text'), `${table}  sentiment: Review text\n`);
    assert.equal(await choose(`${table}  sentiment: |\n`, 'no'), `${table}  sentiment: "no"\n`);
    assert.equal(await choose(`${table}  sentiment: 'r|'\n`, 'review'), `${table}  sentiment: 'review'\n`);
    assert.equal(await choose('nodes:\n  g:\n    type:|\n', 'input'), 'nodes:\n  g:\n    type: input\n');
    assert.equal(await choose('{"nodes": {"g": {"type": |}}}', 'input'), '{"nodes": {"g": {"type": "input"}}}');
    assert.equal(await choose('{"nodes": {"g": {"type": "in|p"}}}', 'input'), '{"nodes": {"g": {"type": "input"}}}');
  });

  it('a connection is written as the map that reads from it', async () => {
    assert.equal(await choose('source: w|\nprocesses: {}\n', 'warehouse'), 'source:\n  connection: warehouse\n  query: \nprocesses: {}\n');
    assert.equal(await choose('source:\n  |\n', 'bucket'), 'source:\n  connection: bucket\n  key: \n');
    assert.equal(await choose('{"source": |}', 'bucket'), '{"source": {"connection": "bucket", "key": ""}}');
  });
});

describe('completion of placeholders', () => {
  const placeholders = ['{input_data}', '{context}', '{output_format}'];
  const prompt = 'nodes:\n  g:\n    type: generation\n    prompt: ¦\n      Say ';
  const process = 'source: reviews.csv\nprocesses:\n  x:\n    column: id\n    prompt: ';

  it('behind a brace in a prompt', async () => {
    assert.deepEqual(await labels(`${prompt}{|\n`), placeholders);
    assert.deepEqual(await labels(`${prompt}{in|}\n`), placeholders);
    assert.deepEqual(await labels('prompts:\n  ensemble: "Merge {|"\n'), placeholders);
    assert.deepEqual(await labels('prompts:\n  ensemble: Merge\n    all {|\n'), placeholders);
  });

  it('with the columns of the row in a process', async () => {
    assert.deepEqual(await labels(`${process}Say {|\n`), [...placeholders, '{id}', '{review}', '{no}']);
  });

  it('nowhere else', async () => {
    for (const text of [`${prompt}in|\n`, `${prompt}{a b|\n`, 'nodes:\n  a:\n    type: input\n    content: "{|"\n', `${prompt}{"a|": 1}\n`]) assert.deepEqual(await labels(text), [], text);
  });

  it('are written with both braces, once', async () => {
    assert.equal(await choose(`${prompt}{in|} now\n`, '{input_data}'), `${prompt.replace('¦', '|')}{input_data} now\n`);
    assert.equal(await choose(`${prompt}{|\n`, '{context}'), `${prompt.replace('¦', '|')}{context}\n`);
    assert.equal(await choose(`${prompt}{|word\n`, '{context}'), `${prompt.replace('¦', '|')}{context}word\n`);
  });
});

describe('completion anywhere', () => {
  const whole = `${graph}source: reviews.csv
prompts:
  ensemble: |
    Merge {input_data}
processes:
  sentiment: review
  verdict:
    column: [review, 'Review text']
    prompt: "Is it {review}?"
`;

  it('never fails, replaces nothing but one line’s text at the cursor, and what it writes over a word parses', async () => {
    const texts = [whole, whole.replaceAll('\n', '\r\n'), JSON.stringify(parseable(), undefined, 2)];
    for (const text of texts) {
      for (let offset = 0; offset <= text.length; offset++) {
        if (text.slice(offset - 1, offset + 1) === '\r\n') continue; // no editor puts its cursor there
        for (const { range, insert, label } of await completionsAt(text, offset, world)) {
          const context = `${label} at ${JSON.stringify(text.slice(Math.max(0, offset - 20), offset))}`;
          assert.ok(range.start <= offset && offset <= range.end, context);
          assert.doesNotMatch(text.slice(range.start, range.end), /[\r\n]/, context);
          // A new entry may still want its comma, a key its value.
          if (range.start === range.end || insert.includes('\n') || insert.endsWith(': ')) continue;
          assert.notEqual(parseFlow(text.slice(0, range.start) + insert + text.slice(range.end)).state, 'broken', context);
        }
      }
    }
  }).timeout(60_000);

  it('never fails on torn text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), fc.nat(whole.length), fc.constantFrom('', '{', '[', '"', "'", ': ', '\n', '- ', '&', '*', '|', '\t'), async (from, to, at, added) => {
        const torn = whole.slice(0, Math.min(from, to)) + added + whole.slice(Math.max(from, to));
        const offset = Math.min(at, torn.length);
        for (const { range } of await completionsAt(torn, offset, world)) assert.ok(range.start <= offset && offset <= range.end);
      }),
      { numRuns: 300 },
    );
  });

  function parseable(): unknown {
    return { llmflow: 1, nodes: { a: { type: 'input' }, o: { type: 'output', from: ['a'] } }, source: 'reviews.csv', processes: { sentiment: 'review' } };
  }

  it('leaves a mark that the text already holds alone', async () => {
    assert.deepEqual(await labels('name: \ue000\nintensity: |\n'), ['low', 'medium', 'high']);
    assert.equal(split('a|b').offset, 1);
  });
});
