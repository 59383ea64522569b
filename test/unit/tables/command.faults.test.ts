import assert from 'node:assert/strict';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resultRow } from '../../../src/core/store/records';
import type { NodePorts } from '../../../src/core/run/executeNode';
import { asOrdinaryUser } from '../../support/ordinaryUser';
import { llmflow, temporaryFolder } from '../cli/testCommand';
import { answering } from './tableRuns';

const workflow = `llmflow: 1
id: 22220000-aaaa-4bbb-8ccc-000000000002
source: rows.csv
processes:
  echo: { column: text, prompt: "{input_data}" }
`;

describe('the table command where its surroundings go wrong', () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder({ 'rows.llmflow': workflow, 'rows.csv': 'id,text\n1,one\n2,two\n3,three\n' })));
  afterEach(() => remove());

  const file = (name: string) => path.join(folder, name);
  const run = (command: string, ask?: NodePorts['ask']) => llmflow(folder, [command, 'rows.llmflow'], ask ? { connect: () => Promise.resolve(ask) } : {});
  const results = async () => {
    const { stdout, status } = await llmflow(folder, ['results', 'rows.llmflow', '--format', 'jsonl']);
    assert.equal(status, 0);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => resultRow.parse(JSON.parse(line))).map(({ result, status: row }) => `${row} ${result}`).sort();
  };
  const all = ['Completed one', 'Completed three', 'Completed two'];

  it('a source that vanishes during a run does not stop it; the next one names what is missing, and keeps what there is', async () => {
    const { ask, requests } = answering(async ({ input_data }) => {
      await rm(file('rows.csv'), { force: true });
      return input_data;
    });
    assert.equal((await run('table', ask)).status, 0);
    assert.equal(requests.length, 3);
    assert.deepEqual(await results(), all);
    for (const command of ['ingest', 'table']) {
      const { status, stderr } = await run(command, ask);
      assert.equal(status, 1);
      assert.match(stderr, /“rows\.csv” .*(not exist|no file)/);
    }
    assert.deepEqual(await results(), all);
    assert.equal(requests.length, 3);
  });

  it('a source whose columns have changed since it was pulled is refused by the name of the column, and keeps what there is', async () => {
    const { ask, requests } = answering(({ input_data }) => input_data);
    await run('table', ask);
    await writeFile(file('rows.csv'), 'id,body\n1,one\n2,two\n3,three\n');
    const { status, stderr } = await run('table', ask);
    assert.equal(status, 1);
    assert.match(stderr, /rows\.llmflow:\d+:\d+: error process\/unknown-column .*“text”/);
    assert.deepEqual(await results(), all);
    // A column more makes other rows of them, in the same places; what is asked stays the same, and so nothing is.
    await writeFile(file('rows.csv'), 'id,text,more\n1,one,a\n2,two,b\n3,three,c\n');
    assert.match((await run('table', ask)).stderr, /0 added, 3 updated, 0 unchanged, 0 removed[^]* 0 completed, 0 failed, 3 skipped/);
    assert.equal(requests.length, 3);
  });

  it('a second writer is told who writes, since when and for what; readers read on, and the run loses nothing', async () => {
    const told: Promise<unknown>[] = [];
    const { ask } = answering(async ({ input_data }) => {
      for (const command of ['ingest', 'table']) {
        const { status, stderr } = await run(command);
        assert.equal(status, 1);
        assert.match(stderr, new RegExp(`is being written by “table run of rows\\.llmflow” \\(process ${process.pid} on .*, since 2.*\\)\\. Wait for it to end, or stop it`));
      }
      told.push(results());
      return input_data;
    });
    assert.equal((await run('table', ask)).status, 0);
    assert.equal((await Promise.all(told)).length, 3);
    assert.deepEqual(await results(), all);
    assert.equal((await run('ingest')).status, 0);
  });

  it('a folder that it may not write to is named, with what to do, and its results can be read', async function () {
    if (process.platform === 'win32') this.skip();
    await run('table');
    await chmod(folder, 0o755);
    await chmod(file('.llmflow'), 0o555);
    try {
      const { status, stderr } = await asOrdinaryUser(() => run('table'));
      assert.equal(status, 1);
      assert.match(stderr, /\.llmflow cannot be written: this user may not do that there\. Check the permissions of the folder, then run again\. \(EACCES\)/);
      assert.deepEqual(await asOrdinaryUser(results), all);
    } finally {
      await chmod(file('.llmflow'), 0o755);
    }
    assert.match((await run('table')).stderr, /0 completed, 0 failed, 3 skipped/);
  });

  it('takes texts of 1 MB and 2,000 columns from the file to the results', async () => {
    const long = 'many words '.repeat(100_000).trim();
    const names = Array.from({ length: 1_998 }, (_, index) => `c${index}`);
    const cells = names.map((_, index) => `value ${index}`);
    await writeFile(file('rows.csv'), `id,text,${names.join()}\n1,${long},${cells.join()}\n2,"${long}\n""and"" more",${cells.join()}\n3,short\n`);
    const { status, stderr } = await run('table');
    assert.equal(status, 0, stderr);
    // Not compared as a whole: what a failure would print has no end.
    const found = await results();
    assert.deepEqual(found.map((result) => result === `Completed ${long}`), [true, false, false]);
    assert.ok(found[1] === `Completed ${long}\n"and" more` && found[2] === 'Completed short');
    assert.match((await run('table')).stderr, /0 added, 0 updated, 3 unchanged, 0 removed[^]* 3 skipped/);
  });

  for (const [what, bytes, message] of [
    ['a line with too many cells', Buffer.from('id,text\n1,one\n2,two,or,more\n'), /rows\.csv, line 3: this line has 4 cells, and the header has 2/],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('id,text\n1,one\n2,'), Buffer.from([0xe9, 0x0a])]), /rows\.csv, line 3: the text is not UTF-8/],
    ['a quote that is never closed', Buffer.from('id,text\n1,one\n2,"two\n'), /rows\.csv, line 3: a double quote is opened here and never closed/],
    ['no header', Buffer.alloc(0), /rows\.csv: is empty/],
  ] as const) {
    it(`refuses a file with ${what}, and leaves rows and results as they were`, async () => {
      await run('table');
      await rename(file('rows.csv'), file('sound.csv'));
      await writeFile(file('rows.csv'), bytes);
      const { status, stderr } = await run('table');
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.deepEqual(await results(), all);
      await rename(file('sound.csv'), file('rows.csv'));
      assert.match((await run('table')).stderr, /3 unchanged, 0 removed[^]* 3 skipped/);
    });
  }
});
