import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openSource } from '../../../src/core/tables/sources/openSource';
import { readColumns } from '../../../src/core/workspace/readColumns';
import { TestWorkspace } from './workspace';

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
    assert.equal((await openSource('../rows.csv', nested)).name, 'rows.csv');
    assert.equal((await openSource('./rows.csv', workspace.place)).name, 'rows.csv');
  });

  it('stays inside the workspace, links included', async () => {
    const refused = { name: 'SourceError', message: /is outside the workspace/ };
    await assert.rejects(openSource(path.relative(workspace.folder, outside.path('secret.csv')), workspace.place), refused);
    await assert.rejects(openSource(outside.path('secret.csv'), workspace.place), refused);
    await symlink(outside.path('secret.csv'), workspace.path('link.csv'));
    await assert.rejects(openSource('link.csv', workspace.place), refused);
    await symlink(workspace.path('rows.csv'), workspace.path('inner.csv'));
    assert.equal((await openSource('inner.csv', workspace.place)).name, 'inner.csv');
  });

  it('says what it cannot open', async () => {
    const refuses = (source: string, message: RegExp) => assert.rejects(openSource(source, workspace.place), { name: 'SourceError', message });
    await refuses('ghost.csv', /^ghost\.csv: does not exist\./);
    await refuses('rows.docx', /^rows\.docx: is of no kind that rows can be read from\. Known are: \.csv, /);
    await refuses('s3://bucket/rows.csv', /names a connection/);
    await refuses('flows', /is of no kind/);
    await mkdir(workspace.path('folder.csv'));
    await assert.rejects(workspace.read('folder.csv'), { name: 'SourceError', message: /^folder\.csv: cannot be read\. EISDIR/ });
  });

  it('knows the columns of every kind for the rules, and follows the file', async () => {
    await writeFile(workspace.path('late.jsonl'), '');
    assert.equal(await readColumns('late.jsonl', workspace.place), undefined);
    await writeFile(workspace.path('late.jsonl'), '{"a":1}\n');
    assert.deepEqual(await readColumns('late.jsonl', workspace.place), ['a']);
    await writeFile(workspace.path('late.jsonl'), '{"b":1,"c":2}\n');
    assert.deepEqual(await readColumns('late.jsonl', workspace.place), ['b', 'c']);
    // Longer than what is looked at: a column that it does not know may be there all the same.
    await writeFile(workspace.path('late.jsonl'), '{"b":1}\n'.repeat(2000));
    assert.equal(await readColumns('late.jsonl', workspace.place), undefined);
    assert.deepEqual(await readColumns('rows.csv', workspace.place), ['a']);
    for (const unknown of ['ghost.csv', 'rows.docx', 'link.csv', 's3://bucket/rows.csv']) {
      assert.equal(await readColumns(unknown, workspace.place), undefined, unknown);
    }
  });
});
