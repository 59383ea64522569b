import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

describe('the built command', () => {
  it('runs the sample workflow with the built-in models', async () => {
    const { stdout } = await run(process.execPath, ['dist/cli.js', 'run', 'media/sample/reviews.llmflow']);
    assert.match(stdout, /^Positive\n\n.+\n\nmovie, plot/);
  });

  it('finds no problem in it', async () => {
    const { stdout } = await run(process.execPath, ['dist/cli.js', 'check', 'media/sample/reviews.llmflow']);
    assert.equal(stdout, '');
  });
});
