import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for each test of the suite, by its real path. */
export function temporaryFolder(): () => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), 'llmflow-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}
