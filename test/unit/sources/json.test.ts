import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitArray } from '../../../src/core/tables/sources/splitArray';
import { all, never, TestWorkspace } from './workspace';

describe('JSON and JSON Lines sources', () => {
  let workspace: TestWorkspace;
  before(async () => (workspace = await TestWorkspace.create()));
  after(() => workspace.remove());

  const refuses = async (name: string, content: string, message: string | RegExp, line?: number) => {
    const source = await workspace.open(name, content);
    await assert.rejects(all(source), { name: 'SourceError', message, ...(line !== undefined && { line }) });
  };

  it('keeps what values are, nested ones included', async () => {
    const rows = [
      { text: 'ö "quoted", [list] {braces}\n', stars: 4.5, sold: true, note: null, tags: ['a', { b: 1 }] },
      { text: '\\', more: 1 },
    ];
    const expected = { columns: ['text', 'stars', 'sold', 'note', 'tags', 'more'], rows };
    const asLines = await workspace.read('a.jsonl', `\uFEFF${rows.map((row) => JSON.stringify(row)).join('\r\n\r\n')}`);
    assert.deepEqual(asLines, { ...expected, lines: [1, 3] });
    const asList = await workspace.read('a.json', ` \n${JSON.stringify(rows, undefined, 1)}\n`);
    assert.deepEqual(asList, { ...expected, lines: [3, 15] });
  });

  it('keeps every digit of long integers, and only of those', async () => {
    const row = '{"id": 12345678901234567890, "neg": -9007199254740993, "safe": 9007199254740991, "pi": 3.14159265358979323846, "text": "a \\" 12345678901234567890"}';
    assert.deepEqual((await workspace.read('a.ndjson', row)).rows, [
      { id: '12345678901234567890', neg: '-9007199254740993', safe: 9007199254740991, pi: Math.PI, text: 'a " 12345678901234567890' },
    ]);
  });

  it('refuses rows that are no objects, and text that is no JSON, with the line', async () => {
    await refuses('a.jsonl', '{"a":1}\n\n[1]\n', 'a.jsonl, line 3: a row must be an object, such as {"text": "…"}, but here is a list.', 3);
    await refuses('a.jsonl', '{"a":1}\n"x"\n', /line 2: .*but here is a string/, 2);
    await refuses('a.jsonl', 'null\n', /line 1: .*but here is null/, 1);
    await refuses('a.jsonl', '{"a":1}\n{"a":\n', /^a\.jsonl, line 2: the JSON is not valid: /, 2);
    await refuses('a.json', '[{"a":1},\n7]', /line 2: .*but here is a number/, 2);
    await refuses('a.json', '[{"a":1},\n{"a"}]', /^a\.json, line 2: the JSON is not valid: /, 2);
  });

  it('refuses what is no list', async () => {
    await refuses('a.json', '{"rows": []}', 'a.json, line 1: a JSON source must be a list of objects: [{"text": "…"}, …].', 1);
    await refuses('a.json', '[{"a":1},\n]', 'a.json, line 2: there is a comma too many, or a row is missing.', 2);
    await refuses('a.json', '[{"a":1}\n] x', 'a.json, line 2: there is text after the end of the list.', 2);
    await refuses('a.json', '[{"a":1},\n{"a":', 'a.json, line 2: the list is not closed: the file ends in the middle.', 2);
    await refuses('a.json', '[{"a":1}', /the list is not closed/);
    await refuses('a.json', '[{"a":1}}]', /the JSON is not valid|not closed/);
  });

  it('refuses a source without rows or columns: it may be a file that was cut off', async () => {
    for (const [name, content] of [['a.jsonl', '\n'], ['a.json', ''], ['a.json', '[ ]']] as const) {
      await refuses(name, content, `${name}: is empty. Its columns come from its rows.`);
    }
    await assert.rejects((await workspace.open('a.jsonl', '{}\n')).columns(never), { message: 'a.jsonl: has no columns: its rows are empty objects.' });
  });

  it('learns the columns from the beginning of a long file', async () => {
    const early = '{"a":1}\n'.repeat(999);
    for (const [rest, columns, more] of [
      ['{"b":1}', ['a', 'b'], false],
      ['{"b":1}\nno JSON', ['a', 'b'], true],
      ['{"a":1}\n{"b":1}', ['a'], true],
    ] as const) {
      const source = await workspace.open('a.jsonl', early + rest);
      assert.deepEqual([await source.columns(never), source.mayHaveMoreColumns], [columns, more]);
    }
  });

  it('takes texts of 1 MB', async () => {
    const text = '\\"'.repeat(500_000);
    const { rows } = await workspace.read('a.json', JSON.stringify([{ text, id: 1 }, { text: 12345678901234567n.toString() }]));
    assert.deepEqual(rows, [{ text, id: 1 }, { text: '12345678901234567' }]);
  });

  it('cuts a list into its elements wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.integer({ min: 1, max: 7 }), fc.constantFrom(undefined, 1), async (rows, size, indent) => {
        const bytes = Buffer.from(JSON.stringify(rows, undefined, indent));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
        const parsed: unknown[] = [];
        for await (const { bytes: element } of splitArray('a.json', stream(chunks))) parsed.push(JSON.parse(element.toString()));
        assert.equal(JSON.stringify(parsed), JSON.stringify(rows));
      }),
    );
  });
});

async function* stream(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
