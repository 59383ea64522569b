import { systemClock, type Clock } from '../models/clock';
import { writeNewFile, type FileLayer, type OpenFile } from './fileLayer';
import { ignoreInGit } from './ignoreInGit';
import { lastEntryWithoutEnd } from './journalLine';
import { loadWorkspace, type LoadedWorkspace } from './loadWorkspace';
import { acquireLock, type WriterLock } from './lock';
import { nodeFiles } from './nodeFiles';
import { removeAbandonedSnapshots, writeSnapshot } from './snapshot';
import { defaultSnapshotPolicy, type SnapshotPolicy } from './snapshotPolicy';
import type { StoreWriter } from './store';
import { storeFailure } from './storeFailure';
import { workspaceFiles, type WorkspaceFiles } from './workspaceFiles';
import { WorkspaceWriter } from './writer';

export interface WriterOptions {
  /** What it writes for, such as `table run of reviews.llmflow`: a second writer is told. */
  readonly purpose: string;
  readonly files?: FileLayer;
  readonly clock?: Clock;
  readonly snapshots?: SnapshotPolicy;
}

/**
 * Opens the workspace's database for writing, and creates it if there is none. Throws a `StoreError` if another process is
 * writing, naming it, or if the files cannot be read or written.
 */
export async function openWriter(workspaceFolder: string, options: WriterOptions): Promise<StoreWriter> {
  const { purpose, files = nodeFiles, clock = systemClock, snapshots = defaultSnapshotPolicy } = options;
  const names = workspaceFiles(workspaceFolder);
  try {
    await files.makeFolder(names.folder);
    const lock = await acquireLock(files, names, purpose);
    try {
      return await openLocked(files, names, lock, { clock, snapshots });
    } catch (error) {
      await lock.release().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw storeFailure(`The workspace database in ${names.folder} cannot be written`, error);
  }
}

async function openLocked(
  files: FileLayer,
  names: WorkspaceFiles,
  lock: WriterLock,
  options: { clock: Clock; snapshots: SnapshotPolicy },
): Promise<WorkspaceWriter> {
  await ignoreInGit(files, names);
  await removeAbandonedSnapshots(files, names);
  const loaded = await loadWorkspace(files, names);
  let journal: OpenFile | undefined;
  try {
    journal = await files.open(names.journal, 'append');
    // It may be new.
    await files.syncFolder(names.folder);
    const kept = await keepDamage(files, names, loaded);
    const fileBytes = await beginJournal(files, names, loaded, journal);
    return new WorkspaceWriter({ ...options, files, names, lock, journal, fileBytes, database: loaded.database, warnings: [...loaded.warnings, ...kept] });
  } catch (error) {
    await journal?.close().catch(() => undefined);
    loaded.database.close();
    throw error;
  }
}

/** What comes after the damage may be whole, and is about to be cut: it is put aside. */
async function keepDamage(files: FileLayer, names: WorkspaceFiles, { journal, end }: LoadedWorkspace): Promise<string[]> {
  if (end.damage === undefined) return [];
  const kept = `${names.journal}.damaged-${Date.now()}`;
  await writeNewFile(files, kept, journal.subarray(end.length));
  return [`The damaged part of the journal is kept in ${kept}.`];
}

/**
 * A writer begins with an empty journal: what its predecessor left goes into the database file, also because it may be in the
 * system's memory only and no `sync` of this process would change that. The file is never older than those who write the
 * journal after it, so that an earlier version refuses it instead of taking their changes for damage. Gives the file's bytes.
 */
async function beginJournal(files: FileLayer, names: WorkspaceFiles, loaded: LoadedWorkspace, journal: OpenFile): Promise<number> {
  const { database, end, identity } = loaded;
  if (end.damage === undefined) {
    const last = lastEntryWithoutEnd(loaded.journal.subarray(end.length));
    if (last !== undefined) database.add(last);
  }
  if (identity !== undefined && !database.migrated && loaded.journal.length === 0) return loaded.fileBytes;
  const fileBytes = await writeSnapshot(files, names, database);
  await journal.truncate();
  await journal.sync();
  return fileBytes;
}
