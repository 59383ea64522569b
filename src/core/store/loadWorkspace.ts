import type { FileLayer } from './fileLayer';
import { StoreError } from './store';
import { WorkspaceDatabase, type Replayed } from './workspaceDatabase';
import type { WorkspaceFiles } from './workspaceFiles';

/** The workspace database as its two files give it at one moment. */
export interface LoadedWorkspace {
  readonly database: WorkspaceDatabase;
  /** Of the database file; undefined if there is none. */
  readonly identity: string | undefined;
  /** The size of the database file. */
  readonly fileBytes: number;
  /** The whole journal. */
  readonly journal: Buffer;
  readonly end: Replayed;
  /** What was lost, as sentences for the user. */
  readonly warnings: readonly string[];
}

/** A snapshot takes longer than reading the files does, so that many in a row cannot get in the way. */
const attempts = 20;

/**
 * Reads the database file and the journal after it. A writer may put a new snapshot in place meanwhile, and then empties the
 * journal: in this order, so that a journal that was read before the file changed is the one that belongs to it.
 */
export async function loadWorkspace(files: FileLayer, names: WorkspaceFiles): Promise<LoadedWorkspace> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const identity = await files.identity(names.database);
    const file = identity === undefined ? undefined : await files.read(names.database);
    const journal = (await files.read(names.journal))?.bytes ?? Buffer.alloc(0);
    if ((await files.identity(names.database)) === identity) return replayed(names, identity, file?.bytes, journal);
  }
  throw new StoreError(`${names.database} is being written again and again, so that it cannot be read. Try again in a moment.`);
}

async function replayed(
  names: WorkspaceFiles,
  identity: string | undefined,
  file: Buffer | undefined,
  journal: Buffer,
): Promise<LoadedWorkspace> {
  const database = await WorkspaceDatabase.open(file, names.database);
  try {
    const end = database.replay(journal);
    return { database, identity, fileBytes: file?.length ?? 0, journal, end, warnings: lossWarnings(names, end) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function lossWarnings(names: WorkspaceFiles, { length, damage, missing }: Replayed): string[] {
  const warnings: string[] = [];
  if (missing > 0) {
    warnings.push(
      `${names.database} is older than its journal: ${count(missing, 'write')} between the two ${missing === 1 ? 'is' : 'are'} lost. ` +
        'Run the table again to get what is missing.',
    );
  }
  if (damage !== undefined) {
    warnings.push(
      `${names.journal} is damaged from byte ${length} on: ${count(damage.lines, 'write')} (${count(damage.bytes, 'byte')}) ` +
        `${damage.lines === 1 ? 'is' : 'are'} lost. Run the table again to get what is missing.`,
    );
  }
  return warnings;
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}
