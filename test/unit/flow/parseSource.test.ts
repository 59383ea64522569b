import assert from 'node:assert/strict';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import type { TextRange } from '../../../src/core/flow/problem';

const parse = (source: string) => parseFlow(`llmflow: 1\nsource: ${source}\n`);
const sourceOf = (text: string) => {
  const { flow, problems } = parse(text);
  assert.deepEqual(problems, []);
  return flow.source;
};

/** Each problem as its message and the text that its range covers. */
function problemsOf(text: string): [covered: string, message: string][] {
  const document = parse(text);
  return document.problems.map(({ message, range }) => [document.text.slice(range.start, range.end), message]);
}

describe('the source of a workflow', () => {
  it('is a file, in short or in long, or a connection with a query or a key', () => {
    assert.deepEqual(sourceOf('rows.csv'), { kind: 'file', path: 'rows.csv' });
    assert.deepEqual(sourceOf('C:\\rows.csv'), { kind: 'file', path: 'C:\\rows.csv' });
    assert.deepEqual(sourceOf('{ file: rows.csv, row_key: id, x-mine: 1 }'), { kind: 'file', path: 'rows.csv', row_key: ['id'] });
    assert.deepEqual(sourceOf('\n  connection: shop\n  query: |\n    SELECT 1\n  row_key: [a, 2]'), {
      ...{ kind: 'connection', connection: 'shop', query: 'SELECT 1\n', row_key: ['a', '2'] },
    });
    assert.deepEqual(sourceOf('{ connection: shop, key: exports/ }'), { kind: 'connection', connection: 'shop', key: 'exports/' });
    assert.equal(sourceOf('~'), undefined);
    assert.equal(sourceOf('{ file: rows.csv, row_key: ~ }')?.row_key, undefined);
  });

  it('is found in the text, field by field', () => {
    const { text, locations } = parse('{ connection: shop, query: SELECT 1, row_key: [a, b] }');
    const at = (range: TextRange | undefined) => text.slice(range?.start, range?.end);
    assert.deepEqual([...(locations.source?.fields ?? [])].map(([name, { key, value }]) => [name, at(key), at(value)]), [
      ['connection', 'connection', 'shop'],
      ['query', 'query', 'SELECT 1'],
      ['row_key', 'row_key', '[a, b]'],
    ]);
    assert.deepEqual(locations.source?.row_key.map(at), ['a', 'b']);
    const short = parse('rows.csv');
    assert.equal(short.text.slice(short.locations.source?.fields.get('file')?.value.start).trim(), 'rows.csv');
  });

  it('says what does not go together, at its place', () => {
    const cases: [text: string, at: string, message: RegExp][] = [
      ['{ connection: shop, query: SELECT 1, key: a.csv }', 'a.csv', /either a `query`.*or a `key`/],
      ['{ connection: shop }', 'shop', /does not say what/],
      ['{ connection: shop, file: a.csv, key: a }', 'a.csv', /either a `file` or a `connection`/],
      ['{ connection: ~, query: SELECT 1 }', '~', /is empty/],
      ['{ query: SELECT 1, file: a.csv }', 'SELECT 1', /goes with a `connection`/],
      ['{ row_key: id }', 'source', /needs a `file`/],
      ['{ file: ~ }', '~', /`file` of the source is empty/],
      ['{ connection: shop, qeury: SELECT 1, key: a }', 'qeury', /Did you mean “query”\?/],
      ['{ connection: shop, bucket: b, key: a }', 'bucket', /Keys are: connection, query, key, row_key\./],
      ['[rows.csv]', '[rows.csv]', /must be text/],
      ['{ file: [a, b] }', '[a, b]', /must be text/],
    ];
    for (const [text, at, message] of cases) {
      const [problem, ...more] = problemsOf(text);
      assert.deepEqual([problem?.[0], more], [at, []], text);
      assert.match(problem?.[1] ?? '', message);
    }
  });

  it('is no address, and what may be a password is not repeated', () => {
    for (const text of ['postgres://me:secret@host/db', '{ file: "s3://key:secret@bucket/a.csv" }', '{ connection: "mysql://me:secret@host/db", query: SELECT 1 }']) {
      const document = parse(text);
      assert.equal(document.flow.source, undefined);
      assert.equal(document.problems.length, 1);
      assert.match(document.problems[0]?.message ?? '', /address/);
      assert.doesNotMatch(document.problems[0]?.message ?? '', /secret/);
    }
  });
});
