import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const created: string[] = [];

/** An empty folder, gone after the tests. */
export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'llmflow-test-'));
  created.push(folder);
  return folder;
}

after(() => Promise.all(created.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));
