import assert from 'node:assert/strict';
import { EditRefused } from '../../../src/core/flow/edits/editRefused';
import { planEdit } from '../../../src/core/flow/edits/planEdit';
import { applyEdits } from '../../../src/core/flow/edits/textEdits';
import { structureOf, type FlowEdit } from '../../../src/core/flow/flowEdit';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { refuseEdit } from '../../../src/core/flow/rules/refuseEdit';
import { holdsOf } from '../../../src/core/flow/rules/refuseProcessEdit';

function edited(text: string, edit: FlowEdit): string {
  return applyEdits(text, planEdit(text, edit));
}

/** Each case in LF, and the same in CRLF, which must not matter. */
function becomes(before: string, edit: FlowEdit, after: string): void {
  assert.equal(edited(before, edit), after);
  assert.equal(edited(before.replaceAll('\n', '\r\n'), edit), after.replaceAll('\n', '\r\n'));
}

const table = `llmflow: 1
source: rows.csv # ours

# what is done
processes: # all
  # mood
  sentiment: &col 'review' # why
    # deeper

  # second
  topic:
    column: [review, results.sentiment] # read
    prompt: |  # asks
      Say {input_data}
  list: # both
  - *col # one
  - "results.topic"
# end
`;

describe('edits of the table half', () => {
  describe('add-process', () => {
    it('appends it, in the short form where it says no more than its column', () => {
      becomes(table, { kind: 'add-process', name: 'keywords', fields: { column: ['review'], prompt: null } }, table.replace('# end', '  keywords: review\n# end'));
      const added = '  "no":\n    column: [title, results.topic]\n    prompt: |\n      Ask\n      {input_data}\n    temperature: 0.5\n';
      const fields = { temperature: 0.5, column: ['title', 'results.topic'], prompt: 'Ask\n{input_data}\n' };
      becomes(table, { kind: 'add-process', name: 'no', fields }, table.replace('# end', `${added}# end`));
    });

    it('makes the map of processes, before the layout where that comes last', () => {
      const edit: FlowEdit = { kind: 'add-process', name: 'sentiment', fields: { column: ['a'] } };
      becomes('llmflow: 1\nlayout:\n  a: [0, 0]\n', edit, 'llmflow: 1\nprocesses:\n  sentiment: a\nlayout:\n  a: [0, 0]\n');
      becomes('llmflow: 1\nprocesses: # none\n', edit, 'llmflow: 1\nprocesses: # none\n  sentiment: a\n');
      assert.equal(edited('', edit), 'processes:\n  sentiment: a\n');
      assert.equal(edited('{"llmflow":1}', edit), '{"llmflow":1,"processes":{"sentiment":"a"}}');
    });

    it('refuses a name that is taken or none, and a process that reads nothing', () => {
      for (const [name, column] of [['sentiment', ['a']], [' ', ['a']], ['two\nlines', ['a']], ['new', []]] as const) {
        assert.throws(() => planEdit(table, { kind: 'add-process', name, fields: { column } }), EditRefused, name);
      }
    });
  });

  describe('update-process', () => {
    const update = (process: string, changes: Extract<FlowEdit, { kind: 'update-process' }>['changes']): FlowEdit => ({ kind: 'update-process', process, changes });

    it('keeps the short form as long as it can hold what is said', () => {
      becomes("processes:\n  sentiment: 'a' # why\n", update('sentiment', { column: ['b'] }), "processes:\n  sentiment: 'b' # why\n");
      becomes(table, update('sentiment', { prompt: null, flow: null }), table);
      becomes('processes:\n  sentiment: a # why\n', update('sentiment', { column: ['a', 'b c'] }), 'processes:\n  sentiment: [a, b c] # why\n');
      becomes(table, update('list', { column: ['review', 'x'] }), table.replace('"results.topic"', '"x"'));
    });

    it('turns the short form into a map where it must, and leaves the column as it is written', () => {
      const long = "  sentiment:\n    column: &col 'review' # why\n    # deeper\n    prompt: Say {input_data}\n";
      becomes(table, update('sentiment', { prompt: 'Say {input_data}' }), table.replace("  sentiment: &col 'review' # why\n    # deeper\n", long));
      const list = '  list:\n    column: # both\n    - *col # one\n    - "results.topic"\n    flow: self\n';
      becomes(table, update('list', { flow: 'self' }), table.replace(/ {2}list:[^]*topic"\n/, list));
      becomes('processes:\n  sentiment: a # why\n', update('sentiment', { column: ['b'], flow: 'self' }), 'processes:\n  sentiment: # why\n    column: b\n    flow: self\n');
      becomes('processes: {sentiment: a, x: b}\n', update('sentiment', { flow: 'self' }), 'processes: {sentiment: {column: a, flow: self}, x: b}\n');
      const [before, after] = [{ processes: { sentiment: ['a'] } }, { processes: { sentiment: { column: ['a'], flow: 'self' } } }];
      for (const space of [undefined, 2]) assert.equal(edited(JSON.stringify(before, null, space), update('sentiment', { flow: 'self' })), JSON.stringify(after, null, space));
    });

    it('sets, adds and removes fields in their usual order', () => {
      becomes(table, update('topic', { model_type: 'gpt-5', flow: 'self', prompt: null }), table.replace(/ {4}prompt: [^]*\{input_data\}\n/, '    flow: self\n    model_type: gpt-5\n'));
      becomes(table, update('topic', { column: ['review', 'results.sentiment', 'title'] }), table.replace('results.sentiment]', 'results.sentiment, title]'));
      becomes('processes:\n  a:\n    column: [b]\n', update('a', { column: ['c'] }), 'processes:\n  a:\n    column: [c]\n');
    });

    it('renames it, and its results where others read them, at once with its fields', () => {
      becomes(table, update('topic', { name: 'subject: 1' }), table.replace('  topic:', '  "subject: 1":').replace('"results.topic"', '"results.subject: 1"'));
      const both = update('sentiment', { name: 'mood', column: ['c'] });
      becomes('processes:\n  sentiment: a # why\n  b: results.sentiment\n', both, 'processes:\n  mood: c # why\n  b: results.mood\n');
    });

    it('refuses a name that is taken, a process that is gone, and a column that others share through an anchor', () => {
      assert.throws(() => planEdit(table, update('sentiment', { column: ['title'] })), /YAML anchor/);
      assert.throws(() => planEdit(table, update('topic', { name: 'list' })), /There is a process “list” already/);
      assert.throws(() => planEdit(table, update('gone', { prompt: 'x' })), /no process “gone”/);
    });
  });

  describe('remove-process', () => {
    it('takes its lines and the comments that are deeper', () => {
      becomes(table, { kind: 'remove-process', process: 'topic' }, table.replace(/ {2}topic:[^]*\{input_data\}\n/, ''));
      assert.equal(edited('{"processes":{"a":"x","b":"y"}}', { kind: 'remove-process', process: 'a' }), '{"processes":{"b":"y"}}');
    });

    it('takes the map of processes with the last of them', () => {
      becomes('source: a.csv\nprocesses: # all\n  a: x # why\n# end\n', { kind: 'remove-process', process: 'a' }, 'source: a.csv\n# end\n');
    });

    it('is refused where an anchor goes that others need', () => {
      assert.throws(() => planEdit(table, { kind: 'remove-process', process: 'sentiment' }), EditRefused);
    });
  });

  describe('move-process', () => {
    const three = 'processes:\n  # first\n  a: x # one\n    # deeper\n\n  b: y\n\n  # third\n  c: |\n    z\n\n# end\n';

    it('moves it with its comments, and leaves the blank lines where they are', () => {
      becomes(three, { kind: 'move-process', process: 'a', to: 1 }, 'processes:\n  b: y\n\n  # first\n  a: x # one\n    # deeper\n\n  # third\n  c: |\n    z\n\n# end\n');
      becomes(three, { kind: 'move-process', process: 'c', to: 0 }, 'processes:\n  # third\n  c: |\n    z\n\n  # first\n  a: x # one\n    # deeper\n\n  b: y\n\n# end\n');
      becomes(three, { kind: 'move-process', process: 'b', to: 1 }, three);
    });

    it('keeps the end of a file without a line break, commas, and texts that keep blank lines', () => {
      becomes('processes:\n  a: x\n  b: y', { kind: 'move-process', process: 'a', to: 1 }, 'processes:\n  b: y\n  a: x');
      becomes('processes: { a: x , b: [y] }', { kind: 'move-process', process: 'b', to: 0 }, 'processes: { b: [y] , a: x }');
      becomes('processes:\n  a:\n    prompt: |+\n      x\n\n  b: y\n\n\nlayout: {}\n', { kind: 'move-process', process: 'a', to: 1 }, 'processes:\n  b: y\n  a:\n    prompt: |+\n      x\n\nlayout: {}\n');
    });

    it('refuses a place that there is not, and one where an alias would come before its anchor', () => {
      for (const to of [-1, 3, 0.5]) assert.throws(() => planEdit(three, { kind: 'move-process', process: 'a', to }), EditRefused);
      assert.throws(() => planEdit(table, { kind: 'move-process', process: 'list', to: 0 }), EditRefused);
    });
  });

  describe('set-source', () => {
    const file = (path: string): FlowEdit => ({ kind: 'set-source', source: { kind: 'file', path } });
    const query: FlowEdit = { kind: 'set-source', source: { kind: 'connection', connection: 'warehouse', query: 'SELECT 1' } };

    it('keeps quotes, comments and the row key', () => {
      becomes(table, file('data/rows.csv'), table.replace('rows.csv', 'data/rows.csv'));
      becomes("source: 'a.csv'\n", file('b.csv'), "source: 'b.csv'\n");
      becomes('source:\n  row_key: id # key\n  file: a.csv # from\n', file('b.csv'), 'source:\n  row_key: id # key\n  file: b.csv # from\n');
      becomes('source:\n  connection: c\n  key: a/\n  row_key: id\n', file('b.csv'), 'source:\n  file: b.csv\n  row_key: id\n');
      becomes('source:\n  connection: c\n  key: a/ # all\n', query, 'source:\n  connection: warehouse\n  query: SELECT 1\n');
    });

    it('becomes a map for a connection, and is written before the processes where there is none', () => {
      becomes('source: a.csv # ours\n', query, 'source: # ours\n  connection: warehouse\n  query: SELECT 1\n');
      becomes('llmflow: 1\n\n# done\nprocesses:\n  a: x\n', file('b.csv'), 'llmflow: 1\n\nsource: b.csv\n# done\nprocesses:\n  a: x\n');
      becomes('llmflow: 1\nlayout: {}\n', file('b.csv'), 'llmflow: 1\nsource: b.csv\nlayout: {}\n');
      becomes('source:\nprocesses: {}\n', query, 'source:\n  connection: warehouse\n  query: SELECT 1\nprocesses: {}\n');
      assert.equal(edited('{"processes":{"a":"x"}}', file('b.csv')), '{"source":"b.csv","processes":{"a":"x"}}');
    });

    it('refuses to write over what is neither a file nor a map', () => {
      assert.throws(() => planEdit('source: [a.csv]\n', query), EditRefused);
    });
  });
});

describe('what the rules say of edits of processes', () => {
  const document = parseFlow('processes:\n  a: x\n  b: results.a\n  c: [y, results.a, results.b]\n');
  const refusal = (edit: FlowEdit) => refuseEdit(document, edit);

  it('a process needs a name of its own and a column', () => {
    assert.match(refusal({ kind: 'add-process', name: ' ', fields: { column: ['x'] } }) ?? '', /needs a name/);
    assert.match(refusal({ kind: 'add-process', name: 'a', fields: { column: ['x'] } }) ?? '', /already a process “a”/);
    assert.match(refusal({ kind: 'add-process', name: 'd', fields: {} }) ?? '', /needs a column/);
    assert.match(refusal({ kind: 'update-process', process: 'b', changes: { name: 'a' } }) ?? '', /already a process “a”/);
    assert.match(refusal({ kind: 'update-process', process: 'b', changes: { column: [''] } }) ?? '', /needs a column/);
    assert.equal(refusal({ kind: 'update-process', process: 'b', changes: { name: 'b', prompt: 'x' } }), undefined);
  });

  it('one that others read stays, and stays before them', () => {
    assert.equal(refusal({ kind: 'remove-process', process: 'a' }), '“a” cannot be removed: “b”, “c” read its results. Choose another column there first.');
    assert.equal(refusal({ kind: 'remove-process', process: 'c' }), undefined);
    assert.equal(refusal({ kind: 'move-process', process: 'a', to: 2 }), '“b” reads the results of “a”, so it must come after it.');
    assert.deepEqual(holdsOf(document.flow, 'a'), {
      remove: '“a” cannot be removed: “b”, “c” read its results. Choose another column there first.',
      up: '“a” is the first process already.',
      down: '“b” reads the results of “a”, so it must come after it.',
    });
    assert.deepEqual(holdsOf(parseFlow('processes:\n  a: x\n  b: y\n  c: z\n').flow, 'b'), {});
  });

  it('what a process reads is structure, what it asks is not', () => {
    const update = (changes: Extract<FlowEdit, { kind: 'update-process' }>['changes']) => structureOf({ kind: 'update-process', process: 'a', changes });
    assert.deepEqual([update({ prompt: 'x', flow: null }), update({ column: ['x'] }), update({ name: 'x' })], [undefined, 'table', 'table']);
    assert.equal(structureOf({ kind: 'rename', node: 'a', to: 'b' }), 'graph');
  });
});
