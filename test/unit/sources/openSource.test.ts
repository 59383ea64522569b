import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openSource } from '../../../src/core/tables/sources/openSource';
import { readColumns } from '../../../src/core/workspace/readColumns';
import { file, TestWorkspace } from './workspace';

describe('opening a source', () => {
  let workspace: TestWorkspace;
  let outside: TestWorkspace;
  before(async () => {
    [workspace, outside] = [await TestWorkspace.create(), await TestWorkspace.create()];
    await mkdir(workspace.path('flows'));
    await writeFile(workspace.path('rows.csv'), 'a\n1\n');
    await writeFile(outside.path('secret.csv'), 'a\n1\n');
  });
  after(async () => {
    await workspace.remove();
    await outside.remove();
  });

  it('names it from the root of the workspace, wherever the workflow is', async () => {
    const nested = { folder: workspace.path('flows'), workspace: workspace.folder };
    assert.equal((await openSource(file('../rows.csv'), nested)).name, 'rows.csv');
    assert.equal((await openSource(file('./rows.csv'), workspace.place)).name, 'rows.csv');
  });

  it('stays inside the workspace, links included', async () => {
    const refused = { name: 'SourceError', message: /is outside the workspace/ };
    await assert.rejects(openSource(file(path.relative(workspace.folder, outside.path('secret.csv'))), workspace.place), refused);
    await assert.rejects(openSource(file(outside.path('secret.csv')), workspace.place), refused);
    await symlink(outside.path('secret.csv'), workspace.path('link.csv'));
    await assert.rejects(openSource(file('link.csv'), workspace.place), refused);
    await symlink(workspace.path('rows.csv'), workspace.path('inner.csv'));
    assert.equal((await openSource(file('inner.csv'), workspace.place)).name, 'inner.csv');
  });

  it('says what it cannot open', async () => {
    const refuses = (source: string, message: RegExp) => assert.rejects(openSource(file(source), workspace.place), { name: 'SourceError', message });
    await refuses('ghost.csv', /^ghost\.csv: does not exist\./);
    await refuses('rows.docx', /^rows\.docx: is of no kind that rows can be read from\. Known are: \.csv, /);
    await refuses('s3://bucket/rows.csv', /is an address/);
    await refuses('flows', /is of no kind/);
    await mkdir(workspace.path('folder.csv'));
    await assert.rejects(workspace.read('folder.csv'), { name: 'SourceError', message: /^folder\.csv: cannot be read\. EISDIR/ });
  });

  it('knows the columns of every kind for the rules, and follows the file', async () => {
    const columnsOf = async (name: string) => (await readColumns(file(name), workspace.place)).columns;
    await writeFile(workspace.path('late.jsonl'), '');
    assert.equal(await columnsOf('late.jsonl'), undefined);
    await writeFile(workspace.path('late.jsonl'), '{"a":1}\n');
    assert.deepEqual(await columnsOf('late.jsonl'), ['a']);
    await writeFile(workspace.path('late.jsonl'), '{"b":1,"c":2}\n');
    assert.deepEqual(await columnsOf('late.jsonl'), ['b', 'c']);
    // Longer than what is looked at: a column that it does not know may be there all the same.
    await writeFile(workspace.path('late.jsonl'), '{"b":1}\n'.repeat(2000));
    assert.equal(await columnsOf('late.jsonl'), undefined);
    assert.deepEqual(await columnsOf('rows.csv'), ['a']);
    for (const unknown of ['ghost.csv', 'rows.docx', 'link.csv', 's3://bucket/rows.csv']) {
      assert.equal(await columnsOf(unknown), undefined, unknown);
    }
  });

  it('knows why a file has no columns that could be read, but nothing of the moment', async () => {
    const unreadable = async (name: string) => (await readColumns(file(name), workspace.place)).unreadable;
    await writeFile(workspace.path('rows.docx'), 'x');
    assert.equal((await unreadable('rows.docx'))?.ofUnknownKind, true);
    await writeFile(workspace.path('open.csv'), '"a,b\n1,2\n');
    const { reason, ofUnknownKind } = (await unreadable('open.csv')) ?? {};
    assert.match(reason ?? '', /^open\.csv, line /);
    assert.equal(ofUnknownKind, false);
    assert.equal(await unreadable('folder.csv'), undefined);
    assert.equal(await unreadable('ghost.csv'), undefined);
  });
});
