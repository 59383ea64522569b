import assert from 'node:assert/strict';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { ruleIds, type Problem, type RuleId, type Severity } from '../../../src/core/flow/problem';
import { blockingProblems, checkFlow } from '../../../src/core/flow/rules/checkFlow';
import type { RuleContext } from '../../../src/core/flow/rules/context';

const world: RuleContext = {
  providers: ['builtin', 'openai'],
  knowledgeBases: new Set(['handbook']),
  files: new Map([
    ['rows.csv', { state: 'found', columns: ['title', 'review'] }],
    ['gone.csv', { state: 'missing' }],
    ['torn.csv', { state: 'found', unreadable: { reason: 'torn.csv, line 3: a quote is open.', ofUnknownKind: false } }],
    ['rows.docx', { state: 'found', unreadable: { reason: 'rows.docx: is of no kind.', ofUnknownKind: true } }],
    ['../rows.csv', { state: 'outside' }],
    ['other.llmflow', { state: 'found' }],
    ['gone.llmflow', { state: 'missing' }],
  ]),
  connections: new Set(['warehouse']),
  pulledColumns: ['id', 'note'],
};

function check(text: string): Problem[] {
  return checkFlow(parseFlow(text), world);
}

const a = 'a: {type: input}';
const g = 'g: {type: generation, from: a}';
const o = 'o: {type: output, from: g}';
const flow = (...nodes: string[]) => `llmflow: 1\nnodes:\n${nodes.map((node) => `  ${node}\n`).join('')}`;
const table = (rest: string) => `llmflow: 1\nsource: rows.csv\nprocesses:\n${rest}`;

interface RuleCase {
  readonly text: string;
  /** What the problem's range covers. */
  readonly at: string;
  readonly severity: Severity;
  readonly node?: string;
  readonly says: RegExp;
}

/** For each rule a text that breaks it. */
const broken: Record<RuleId, RuleCase> = {
  'connection/no-pre-node': { text: flow(a, 'g: {type: generation}', o), at: 'g', severity: 'error', node: 'g', says: /“g” has no pre-node/ },
  'connection/no-post-node': { text: flow(a, g, 'o: {type: output, from: a}'), at: 'g', severity: 'error', node: 'g', says: /“g” has no post-node/ },
  'connection/input-has-pre-node': { text: flow(a, 'b: {type: input, from: a}', g, o), at: 'a', severity: 'error', node: 'b', says: /“b” is an input-node/ },
  'connection/output-has-post-node': { text: flow(a, g, o, 'v: {type: validation, from: o}'), at: 'o', severity: 'error', node: 'o', says: /“o” is the output-node/ },
  'connection/multiple-pre-nodes': { text: flow(a, 'b: {type: input}', 'g: {type: generation, from: [a, b]}', o), at: 'g', severity: 'error', node: 'g', says: /only an ensemble-node/ },
  'connection/multiple-post-nodes': { text: flow(a, g, 'v: {type: validation, from: g}', o), at: 'g', severity: 'error', node: 'g', says: /only an input-node/ },
  'connection/type-not-allowed': { text: flow(a, g, 'h: {type: generation, from: g}', o), at: 'g', severity: 'error', node: 'h', says: /cannot follow a generation-node/ },
  'connection/cycle': { text: flow(a, 'v: {type: validation, from: w}', 'w: {type: validation, from: v}', g, o), at: 'w', severity: 'error', says: /form a cycle/ },
  'connection/unknown-node': { text: flow(a, 'g: {type: generation, from: [b]}', o), at: 'b', severity: 'error', node: 'g', says: /“b”, which does not exist/ },
  'connection/duplicate': { text: flow(a, 'e: {type: ensemble, from: [a, a]}', 'o: {type: output, from: e}'), at: 'a', severity: 'error', node: 'e', says: /more than once/ },
  'flow/no-input-node': { text: flow('o: {type: output}'), at: 'nodes', severity: 'error', says: /no input-node/ },
  'flow/no-output-node': { text: flow(a), at: 'nodes', severity: 'error', says: /no output-node/ },
  'flow/multiple-output-nodes': { text: flow(a, g, o, 'p: {type: output, from: a}'), at: 'nodes', severity: 'error', says: /several output-nodes/ },
  'document/syntax': { text: 'name: *missing', at: '*missing', severity: 'error', says: /no anchor/ },
  'document/unknown-key': { text: flow(a, 'g: {type: generation, from: a, modle_type: x}', o), at: 'modle_type', severity: 'error', node: 'g', says: /Did you mean “model_type”/ },
  'document/invalid-value': { text: `${flow(a, g, o)}intensity: strong\n`, at: 'strong', severity: 'error', says: /low, medium, high/ },
  'document/unsupported-version': { text: flow(a, g, o).replace('1', '9'), at: '9', severity: 'error', says: /reads format version 1/ },
  'node/unknown-type': { text: flow(a, 'g: {type: chat, from: a}', o), at: 'chat', severity: 'error', node: 'g', says: /unknown type “chat”/ },
  'prompt/unknown-placeholder': { text: flow(a, 'g: {type: generation, from: a, prompt: "{input_data} {review}"}', o), at: '"{input_data} {review}"', severity: 'warning', node: 'g', says: /holds “{review}”/ },
  'prompt/no-input-data': { text: flow(a, 'g: {type: generation, from: a, prompt: Hello}', o), at: 'Hello', severity: 'warning', node: 'g', says: /never uses {input_data}/ },
  'prompt/no-context': { text: `${flow(a, g, o)}knowledge_base: handbook\nprompts: {generation: "{input_data}"}\n`, at: '"{input_data}"', severity: 'warning', says: /never uses {context}/ },
  'knowledge/not-found': { text: `${flow(a, g, o)}knowledge_base: nowhere\n`, at: 'nowhere', severity: 'error', says: /no knowledge base “nowhere”/ },
  'model/unknown-provider': { text: flow(a, 'g: {type: generation, from: a, llm_provider: opneai}', o), at: 'opneai', severity: 'error', node: 'g', says: /Providers are: builtin, openai/ },
  'process/unknown-column': { text: table('  sentiment: reveiw\n'), at: 'reveiw', severity: 'error', says: /Did you mean “review”/ },
  'process/no-prompt': { text: table('  verdict: review\n'), at: 'verdict', severity: 'error', says: /no built-in process/ },
  'process/unknown-flow': { text: table('  verdict: {column: review, flow: gone.llmflow}\n'), at: 'gone.llmflow', severity: 'error', says: /does not exist/ },
  'source/not-found': { text: 'llmflow: 1\nsource: gone.csv\nprocesses: {sentiment: review}\n', at: 'gone.csv', severity: 'error', says: /does not exist/ },
  'source/unreadable': { text: 'llmflow: 1\nsource: torn.csv\nprocesses: {sentiment: review}\n', at: 'torn.csv', severity: 'warning', says: /torn\.csv, line 3/ },
  'source/unknown-connection': { text: 'llmflow: 1\nsource: {connection: lake, key: a.csv}\nprocesses: {sentiment: review}\n', at: 'lake', severity: 'error', says: /no connection “lake”\. Add it/ },
};

const problemsOf = (text: string) => check(text).map(({ rule }) => rule);

describe('checkFlow', () => {
  for (const rule of ruleIds) {
    it(`reports ${rule} where it is`, () => {
      const { text, at, severity, node, says } = broken[rule];
      const found = check(text).filter((problem) => problem.rule === rule);
      assert.equal(found.length, 1, `found ${problemsOf(text).join(', ')}`);
      const { range, message, ...problem } = found[0]!;
      assert.equal(text.slice(range.start, range.end), at);
      assert.deepEqual([problem.severity, problem.node], [severity, node]);
      assert.match(message, says);
    });
  }

  it('finds nothing wrong with a whole workflow', () => {
    assert.deepEqual(check(flow(a, g, o)), []);
    assert.deepEqual(check(table('  sentiment: review\n  verdict:\n    column: [title, results.sentiment]\n    prompt: "{input_data} {title}"\n  other: {column: title, flow: other.llmflow}\n')), []);
  });

  it('lists problems in the order of the text', () => {
    const starts = check(flow('z: {type: nothing}', 'g: {type: generation, colour: red}', 'o: {type: output, from: nowhere}')).map(({ range }) => range.start);
    assert.ok(starts.length > 4);
    assert.deepEqual(starts, [...starts].sort((x, y) => x - y));
  });

  it('says of a broken text what breaks it, and nothing that follows from it', () => {
    assert.deepEqual(problemsOf('llmflow: 1\nnodes: {a: {type: wrong}'), ['document/syntax']);
  });

  it('a node whose type is unknown still exists for the connections of others', () => {
    assert.deepEqual(problemsOf(flow(a, 'x: {type: chat, from: a}', 'o: {type: output, from: x}')), ['connection/no-post-node', 'node/unknown-type']);
  });

  it('an empty file lacks an input-node and an output-node', () => {
    assert.deepEqual(problemsOf('').sort(), ['flow/no-input-node', 'flow/no-output-node']);
  });

  it('a table workflow needs no graph, unless it has `nodes`', () => {
    assert.deepEqual(problemsOf(table('  sentiment: review\n')), []);
    assert.ok(problemsOf(`${table('  sentiment: review\n')}nodes: {}\n`).includes('flow/no-input-node'));
  });

  it('a process reads results of earlier processes only', () => {
    const later = table('  summarization: results.sentiment\n  sentiment: review\n');
    assert.deepEqual(problemsOf(later), ['process/unknown-column']);
    assert.match(check(later)[0]!.message, /There is no earlier process/);
  });

  it('`self` needs nodes in the file, a process needs a source, and both stay in the workspace', () => {
    assert.deepEqual(problemsOf(table('  verdict: {column: review, flow: self}\n')), ['process/unknown-flow']);
    assert.deepEqual(problemsOf('llmflow: 1\nprocesses: {sentiment: review}\n'), ['source/not-found']);
    assert.match(check('llmflow: 1\nsource: ../rows.csv\nprocesses: {sentiment: review}\n')[0]!.message, /outside the workspace/);
  });

  describe('of knowledge bases', () => {
    const found = (text: string) =>
      check(text).map(({ rule, range, node, fix }) => ({ rule, at: text.slice(range.start, range.end), node, creates: fix && 'createKnowledgeBase' in fix ? fix.createKnowledgeBase : undefined }));

    it('reports each that is not there at its place, and offers to create it', () => {
      const graph = flow(a, 'g: {type: generation, from: a, knowledge_base: one}', o);
      const text = `${graph}knowledge_base: two\nsource: rows.csv\nprocesses: {sentiment: {column: title, knowledge_base: three}}\n`;
      assert.deepEqual(found(text), [
        { rule: 'knowledge/not-found', at: 'one', node: 'g', creates: 'one' },
        { rule: 'knowledge/not-found', at: 'two', node: undefined, creates: 'two' },
        { rule: 'knowledge/not-found', at: 'three', node: undefined, creates: 'three' },
      ]);
    });

    it('knows the name that is meant', () => {
      assert.match(check(`${flow(a, g, o)}knowledge_base: handbok\n`)[0]!.message, /Did you mean “handbook”\?/);
    });

    it('is content with one that is there, with none, and with an intensity alone', () => {
      for (const own of ['knowledge_base: handbook', 'knowledge_base: false', 'intensity: high']) {
        assert.deepEqual(found(flow(a, `g: {type: generation, from: a, ${own}}`, o)), [], own);
      }
    });

    const prompted = (own: string) => flow(a, `g: {type: generation, from: a, prompt: "{input_data}"${own}}`, o);
    const uses: [what: string, text: string, warned: boolean][] = [
      ['a node’s own base', prompted(', knowledge_base: handbook'), true],
      ['the workflow’s base', `${prompted('')}knowledge_base: handbook\n`, true],
      ['the workflow’s base, switched off', `${prompted(', knowledge_base: false')}knowledge_base: handbook\n`, false],
      ['no base', prompted(''), false],
      ['a type’s prompt, whose nodes have a base of their own', `${flow(a, 'g: {type: generation, from: a, knowledge_base: handbook}', o)}prompts: {generation: "{input_data}"}\n`, true],
      ['a type’s prompt, whose nodes switch it off', `${flow(a, 'g: {type: generation, from: a, knowledge_base: false}', o)}knowledge_base: handbook\nprompts: {generation: "{input_data}"}\n`, false],
      ['a process’s own base', table('  p: {column: title, knowledge_base: handbook, prompt: "{input_data}"}\n'), true],
      ['a process that switches it off', `${table('  p: {column: title, knowledge_base: false, prompt: "{input_data}"}\n')}knowledge_base: handbook\n`, false],
    ];
    for (const [what, text, warned] of uses) {
      it(`${warned ? 'warns of' : 'accepts'} a prompt without {context}: ${what}`, () => assert.deepEqual(problemsOf(text), warned ? ['prompt/no-context'] : []));
    }
  });

  it('says nothing about what it was told nothing of', () => {
    const text = 'llmflow: 1\nsource: gone.csv\nknowledge_base: nowhere\nprocesses: {sentiment: anything}\n';
    assert.deepEqual(checkFlow(parseFlow(text), { providers: [] }), []);
  });

  it('a source that rows can never be read from stops a run', () => {
    assert.deepEqual(check('llmflow: 1\nsource: rows.docx\nprocesses: {sentiment: a}\n').map(({ rule, severity }) => [rule, severity]), [['source/unreadable', 'error']]);
  });

  it('a connection has the columns of its last pull', () => {
    const from = (column: string) => `llmflow: 1\nsource: {connection: warehouse, query: SELECT 1, row_key: ${column}}\nprocesses: {sentiment: ${column}}\n`;
    assert.deepEqual(problemsOf(from('note')), []);
    assert.deepEqual(check(from('notes')).map(({ rule, message }) => [rule, message]), Array(2).fill(['process/unknown-column', 'The source has no column “notes”. Did you mean “note”? Its columns are: id, note.']));
    assert.deepEqual(checkFlow(parseFlow(from('notes')), { providers: [], connections: new Set(['warehouse']) }), []);
  });

  it('of thousands of columns a few are named', () => {
    const columns = Array.from({ length: 2000 }, (_, index) => `column_${index}`);
    const [problem] = checkFlow(parseFlow(table('  sentiment: review\n')), { providers: [], files: new Map([['rows.csv', { state: 'found', columns }]]) });
    assert.match(problem?.message ?? '', /Its columns are: column_0, .*, column_19 and 1980 more\.$/);
  });

  describe('quick fixes', () => {
    it('write the column that was meant, quoted as it was', () => {
      for (const [written, mended] of [['reveiw', 'review'], ['"reveiw"', '"review"'], ['[title, reveiw]', '[title, review]']] as const) {
        const text = table(`  sentiment: ${written}\n`);
        const fix = check(text).find(({ rule }) => rule === 'process/unknown-column')?.fix;
        assert.ok(fix && 'edits' in fix);
        const [edit] = fix.edits;
        assert.equal(text.slice(0, edit!.range.start) + edit!.text + text.slice(edit!.range.end), table(`  sentiment: ${mended}\n`));
      }
    });

    it('set up a connection that does not exist', () => {
      const { fix } = check('llmflow: 1\nsource: {connection: lake, key: a}\nprocesses: {sentiment: a}\n')[0] ?? {};
      assert.deepEqual(fix, { title: 'Add connection “lake”…', addConnection: 'lake' });
    });

    it('remove a connection that cannot stay', () => {
      const fix = check(flow(a, 'g: {type: generation, from: [a, b]}', o)).find(({ rule }) => rule === 'connection/unknown-node')?.fix;
      assert.deepEqual(fix, {
        title: 'Remove the connection from “b” to “g”',
        flowEdit: { kind: 'delete', nodes: [], connections: [{ source: 'b', target: 'g' }] },
      });
    });
  });
});

describe('blockingProblems', () => {
  const blocking = (text: string) => {
    const document = parseFlow(text);
    return blockingProblems(document, checkFlow(document, { providers: ['builtin'] })).map(({ rule }) => rule);
  };
  const table = 'source: rows.csv\nprocesses:\n  verdict:\n    column: text\n    llm_provider: nobody\n    colour: red\n';

  it('are the errors of the graph, and no warnings', () => {
    assert.deepEqual(blocking(flow(a, 'g: {type: generation, from: a, prompt: Hello}')), ['flow/no-output-node', 'connection/no-post-node']);
  });

  it('leave out what is wrong with the table half', () => {
    assert.deepEqual(blocking(`${flow(a, 'o: {type: output, from: a}')}${table}`), []);
  });

  it('miss the graph of a table workflow, although it needs none', () => {
    assert.deepEqual(blocking(`llmflow: 1\n${table}`), ['flow/no-input-node', 'flow/no-output-node']);
  });
});
