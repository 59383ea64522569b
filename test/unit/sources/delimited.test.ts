import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { SourceError } from '../../../src/core/tables/source';
import { all, never, TestWorkspace } from './workspace';

describe('CSV and TSV sources', () => {
  let workspace: TestWorkspace;
  before(async () => (workspace = await TestWorkspace.create()));
  after(() => workspace.remove());

  const refuses = async (content: string | Uint8Array, message: string, line?: number) => {
    const source = await workspace.open('bad.csv', content);
    await assert.rejects(all(source), (error) => {
      assert.ok(error instanceof SourceError, String(error));
      assert.deepEqual([error.message, error.line], [message, line]);
      return true;
    });
  };

  it('gives every cell as text, with the line where its row starts', async () => {
    assert.deepEqual(await workspace.read('a.csv', 'text,stars\n"Good, really",5\nBad,\n'), {
      columns: ['text', 'stars'],
      rows: [
        { text: 'Good, really', stars: '5' },
        { text: 'Bad', stars: '' },
      ],
      lines: [2, 3],
    });
    assert.deepEqual((await workspace.read('a.tsv', 'a\tb\n1, 2\t3\n')).rows, [{ a: '1, 2', b: '3' }]);
  });

  it('reads a byte order mark, CR LF, CR, blank lines and quotes with line breaks, and counts the lines right', async () => {
    const text = '\uFEFFa,b\r\n"one\r\ntwo\r\nthree",1\r\n\r\n"say ""hi""",2\r\nx,3';
    assert.deepEqual(await workspace.read('a.csv', text), {
      columns: ['a', 'b'],
      rows: [
        { a: 'one\r\ntwo\r\nthree', b: '1' },
        { a: 'say "hi"', b: '2' },
        { a: 'x', b: '3' },
      ],
      lines: [2, 6, 7],
    });
    assert.deepEqual((await workspace.read('a.csv', 'a\r1\r2')).rows, [{ a: '1' }, { a: '2' }]);
  });

  it('has no rows where there is only a header, and refuses what has none', async () => {
    assert.deepEqual(await workspace.read('a.csv', 'a,b\n'), { columns: ['a', 'b'], rows: [], lines: [] });
    for (const empty of ['', '\uFEFF', '\n\n']) await refuses(empty, 'bad.csv: is empty. Its first row must name the columns.');
    await assert.rejects((await workspace.open('bad.csv', '')).columns(never), /bad\.csv: is empty/);
  });

  it('renames columns that repeat or lack a name, and says so once', async () => {
    const source = await workspace.open('a.csv', 'name, name ,,name_2,\n1,2,3,4,5\n');
    assert.deepEqual(await source.columns(never), ['name', 'name_3', 'column_3', 'name_2', 'column_5']);
    assert.deepEqual(source.notes, ['The header repeats or leaves out names: column 2 is “name_3”, column 3 is “column_3”, column 5 is “column_5”.']);
    assert.deepEqual((await all(source))[0]?.data, { name: '1', name_3: '2', column_3: '3', name_2: '4', column_5: '5' });
    assert.deepEqual((await workspace.read('a.csv', 'a,a,a\n')).columns, ['a', 'a_2', 'a_3']);
  });

  it('fills short lines with null and refuses long ones, but for empty cells at the end', async () => {
    assert.deepEqual((await workspace.read('a.csv', 'a,b,c\n1\n1,2,3,,\n')).rows, [
      { a: '1', b: null, c: null },
      { a: '1', b: '2', c: '3' },
    ]);
    const advice = 'this line has 3 cells, and the header has 2. A cell that contains the separator must stand in double quotes.';
    await refuses('a,b\n1,2\n"x\ny",2,3\n', `bad.csv, line 3: ${advice}`, 3);
  });

  it('refuses what is not UTF-8, or not text, with the line', async () => {
    const reason = 'the text is not UTF-8. Save the file as UTF-8.';
    await refuses(Buffer.concat([Buffer.from('a\nö\n'), Buffer.from([0xe9, 0x0a])]), `bad.csv, line 3: ${reason}`, 3);
    await refuses(Buffer.from([0x61, 0x0a, 0xe2, 0x82]), `bad.csv, line 2: ${reason}`, 2);
    await refuses('a\n1\n2\0\n', 'bad.csv, line 3: there is a NUL byte, so this is no text, or it is UTF-16. Save the file as UTF-8.', 3);
  });

  it('refuses quotes that do not fit, with the line', async () => {
    await refuses('a\n1\n"x\n\n\n', 'bad.csv, line 3: a double quote is opened here and never closed. A quote inside a quoted cell is written twice.', 3);
    await refuses('a\n"x\r\ny"\n5" disk\n', 'bad.csv, line 4: there is a double quote inside a cell that does not begin with one. Put the whole cell in double quotes, and write the quote twice.', 4);
    await refuses('a\n"x"y\n', 'bad.csv, line 2: there is text after the double quote that closes a cell. A quote inside a quoted cell is written twice.', 2);
  });

  it('cuts no character in two, wherever the file is read in pieces', async () => {
    // Characters of 2, 3 and 4 bytes at every offset from the reader's 256 KiB.
    for (let shift = 0; shift < 5; shift++) {
      const long = 'x'.repeat(256 * 1024 - 6 + shift) + 'ä€😀'.repeat(3);
      assert.equal((await workspace.read('a.csv', `a\n${long}\n`)).rows[0]?.['a'], long);
    }
  });

  it('takes cells of 1 MB and 2,000 columns', async () => {
    const cell = 'word '.repeat(200_000);
    assert.deepEqual((await workspace.read('a.csv', `a,b\n${cell},2\n`)).rows, [{ a: cell, b: '2' }]);
    const names = Array.from({ length: 2000 }, (_, index) => `c${index}`);
    const { columns, rows } = await workspace.read('a.csv', `${names.join()}\n${names.join()}\n`);
    assert.deepEqual([columns, Object.values(rows[0] ?? {})], [names, names]);
  });

  it('reads columns whose names mean something to JavaScript', async () => {
    const { rows } = await workspace.read('a.csv', '__proto__,constructor\n1,2\n');
    assert.deepEqual(Object.entries(rows[0] ?? {}), [
      ['column_1', '1'],
      ['constructor', '2'],
    ]);
  });

  it('reads the header of a large file without its rows, and closes it', async () => {
    const name = 'sparse.csv';
    const handle = await open(workspace.path(name), 'w');
    await handle.write('a,b\n1,2\n'.repeat(200_000));
    // What follows is 8 GiB of NUL, which reading would refuse.
    await handle.truncate(8 * 2 ** 30);
    await handle.close();
    assert.deepEqual(await (await workspace.open(name)).columns(never), ['a', 'b']);
  });

  it('stops when it is cancelled', async () => {
    const source = await workspace.open('a.csv', `a\n${'1\n'.repeat(500_000)}`);
    const controller = new AbortController();
    let rows = 0;
    const reading = (async () => {
      for await (const record of source.rows(controller.signal)) {
        assert.ok(record.line);
        if (++rows === 10) controller.abort();
      }
    })();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.equal(rows, 10);
  });
});
