import path from 'node:path';

/** Where a workspace keeps its database. */
export interface WorkspaceFiles {
  /** `.llmflow/` in the workspace folder. */
  readonly folder: string;
  readonly database: string;
  readonly journal: string;
  readonly lock: string;
  readonly gitignore: string;
}

export function workspaceFiles(workspaceFolder: string): WorkspaceFiles {
  const folder = path.resolve(workspaceFolder, '.llmflow');
  return {
    folder,
    database: path.join(folder, 'workspace.db'),
    journal: path.join(folder, 'workspace.journal'),
    lock: path.join(folder, 'workspace.lock'),
    gitignore: path.join(folder, '.gitignore'),
  };
}

const temporarySuffix = '.tmp';

/** A name beside `file` that no other process uses. */
export function temporaryName(file: string): string {
  return `${file}.${crypto.randomUUID()}${temporarySuffix}`;
}

/** Whether a snapshot that was never finished left it behind. Only the holder of the lock can know that it is not being written. */
export function isAbandonedSnapshot(name: string): boolean {
  return name.startsWith('workspace.db.') && name.endsWith(temporarySuffix);
}
