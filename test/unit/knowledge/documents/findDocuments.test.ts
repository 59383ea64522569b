import assert from 'node:assert/strict';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findDocuments } from '../../../../src/core/knowledge/documents/findDocuments';
import { temporaryFolder } from './temporaryFolder';

describe('findDocuments', () => {
  const outer = temporaryFolder();
  const workspace = (): string => join(outer(), 'workspace');

  /** Files by their paths; what has no content given is about itself. */
  async function write(...files: (string | readonly [string, string])[]): Promise<void> {
    for (const file of files) {
      const [name, content] = typeof file === 'string' ? [file, file] : file;
      const place = join(workspace(), name);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, content);
    }
  }

  beforeEach(() => mkdir(workspace()));

  const paths = async (...patterns: string[]): Promise<readonly string[]> => (await findDocuments(workspace(), patterns)).paths;

  it('takes files, folders and globs, each document once, in order', async () => {
    await write('b.md', 'docs/z.md', 'docs/a/y.txt', 'docs/a/x.md', 'src/main.ts', 'other.txt');
    assert.deepEqual(await findDocuments(workspace(), ['docs', 'src/*.ts', './b.md', 'docs/**/*.md', 'docs/']), {
      paths: ['b.md', 'docs/a/x.md', 'docs/a/y.txt', 'docs/z.md', 'src/main.ts'],
      skipped: [],
    });
  });

  it('takes an absolute path in the workspace, and the workspace itself', async () => {
    await write('docs/a.md', 'b.md');
    assert.deepEqual(await paths(join(workspace(), 'docs')), ['docs/a.md']);
    assert.deepEqual(await paths('.'), ['b.md', 'docs/a.md']);
  });

  it('takes a name for itself before it takes it for a glob', async () => {
    await write('[draft].md', 'd.md');
    assert.deepEqual(await paths('[draft].md'), ['[draft].md']);
  });

  it('says what means nothing', async () => {
    await write('docs/a.md');
    const { paths: found, skipped } = await findDocuments(workspace(), ['gone.md', 'docs/*.pdf', 'gone/**', '../beside.md', '!docs']);
    assert.deepEqual(found, []);
    assert.deepEqual(skipped, [
      { path: '!docs', reason: 'There is no such file or folder.' },
      { path: '../beside.md', reason: 'It is outside of the workspace.' },
      { path: 'docs/*.pdf', reason: 'No file fits it.' },
      { path: 'gone.md', reason: 'There is no such file or folder.' },
      { path: 'gone/**', reason: 'There is no such folder in the workspace.' },
    ]);
  });

  it('leaves out the folders of git, of packages and our own', async () => {
    await write('a.md', '.git/a.md', 'lib/node_modules/p/README.md', '.llmflow/knowledge/a.md');
    assert.deepEqual(await paths('.', '**/*.md'), ['a.md']);
  });

  describe('.gitignore', () => {
    beforeEach(() =>
      write(['.gitignore', '*.log\n/out/\n!docs/keep.log\n'], ['docs/.gitignore', 'draft*\n!draft-final.md\n'], 'a.log', 'out/a.md', 'docs/a.md', 'docs/keep.log', 'docs/draft.md', 'docs/draft-final.md', 'docs/deep/draft.md'),
    );

    it('is obeyed in folders, the nearest first', async () => {
      assert.deepEqual(await paths('docs'), ['docs/.gitignore', 'docs/a.md', 'docs/draft-final.md', 'docs/keep.log']);
      assert.deepEqual(await paths('docs/deep'), []);
    });

    it('is obeyed by globs', async () => assert.deepEqual(await paths('**/*.{md,log}'), ['docs/a.md', 'docs/draft-final.md', 'docs/keep.log']));

    it('does not count for what is named itself', async () => {
      assert.deepEqual(await paths('a.log', 'out'), ['a.log', 'out/a.md']);
      assert.deepEqual(await paths('out/*.md'), ['out/a.md']);
    });
  });

  it('takes a package that is named itself', async () => {
    await write('node_modules/p/README.md');
    assert.deepEqual(await paths('node_modules/p'), ['node_modules/p/README.md']);
  });

  describe('links', () => {
    before(function () {
      if (process.platform === 'win32') this.skip();
    });

    it('says which lead out, nowhere, and in a loop', async () => {
      await write('docs/a.md');
      await writeFile(join(outer(), 'secret.md'), 'secret');
      await symlink(join(outer(), 'secret.md'), join(workspace(), 'docs/secret.md'));
      await symlink(outer(), join(workspace(), 'docs/outer'));
      await symlink('nowhere', join(workspace(), 'docs/nowhere'));
      await symlink('self', join(workspace(), 'docs/self'));
      await symlink('..', join(workspace(), 'docs/up'));
      assert.deepEqual(await findDocuments(workspace(), ['docs', 'docs/outer/secret.md']), {
        paths: ['docs/a.md'],
        skipped: [
          { path: 'docs/nowhere', reason: 'It is a link that leads nowhere, or to itself.' },
          { path: 'docs/outer', reason: 'It is a link that leads out of the workspace.' },
          { path: 'docs/outer/secret.md', reason: 'It is a link that leads out of the workspace.' },
          { path: 'docs/secret.md', reason: 'It is a link that leads out of the workspace.' },
          { path: 'docs/self', reason: 'It is a link that leads nowhere, or to itself.' },
          { path: 'docs/up', reason: 'It is a link that leads to a folder which it is in.' },
        ],
      });
    });

    it('ends where folders are linked into each other', async () => {
      await write('a/a.md', 'b/b.md');
      await symlink('../b', join(workspace(), 'a/b'));
      await symlink('../a', join(workspace(), 'b/a'));
      assert.deepEqual(await paths('a'), ['a/a.md', 'b/b.md']);
    });

    it('gives what is linked its own path, and leaves out what is ignored there', async () => {
      await write(['.gitignore', 'out/\n'], 'shared/a.md', 'out/b.md', 'docs/c.md');
      await symlink('../shared', join(workspace(), 'docs/shared'));
      await symlink('../shared/a.md', join(workspace(), 'docs/again.md'));
      await symlink('../out', join(workspace(), 'docs/out'));
      assert.deepEqual(await findDocuments(workspace(), ['docs']), {
        paths: ['docs/c.md', 'shared/a.md'],
        skipped: [{ path: 'docs/out', reason: 'It is a link to what is left out.' }],
      });
      assert.deepEqual(await paths('docs/again.md'), ['shared/a.md']);
    });

    it('works in a workspace that is reached through a link', async () => {
      await write('docs/a.md');
      await symlink(workspace(), join(outer(), 'link'));
      const { paths: found } = await findDocuments(join(outer(), 'link'), ['docs', 'docs/*.md', join(outer(), 'link', 'docs')]);
      assert.deepEqual(found, ['docs/a.md']);
    });
  });

  it('says which folder cannot be read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    await write('docs/a.md', 'docs/closed/b.md');
    await chmod(join(workspace(), 'docs/closed'), 0);
    const { paths: found, skipped } = await findDocuments(workspace(), ['docs']);
    await chmod(join(workspace(), 'docs/closed'), 0o700);
    assert.deepEqual(found, ['docs/a.md']);
    assert.deepEqual(skipped.map(({ path }) => path), ['docs/closed']);
  });

  it('stops where it is told to', async () => {
    await write('docs/a.md');
    await assert.rejects(findDocuments(workspace(), ['docs'], AbortSignal.abort(new Error('stopped'))), /stopped/);
  });
});
