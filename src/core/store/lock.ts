import path from 'node:path';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { writeNewFile, type FileLayer } from './fileLayer';
import { processIdentity } from './processIdentity';
import { processState, thisProcess } from './processState';
import { StoreBusy, StoreError } from './store';
import { errorCode } from './storeFailure';
import { temporaryName } from './workspaceFiles';

const holder = processIdentity.extend({
  /** Unlike any other lock's. */
  token: z.uuid(),
  /** What it writes for, such as `table run of reviews.llmflow`. */
  purpose: z.string(),
  since: z.string(),
});
type Holder = z.infer<typeof holder>;

/** A lock file that was found: whose, or nobody's that can be told. */
interface FoundLock {
  readonly token: string;
  readonly holder?: Holder;
}

/** Where a lock is. */
export interface LockPlace {
  /** The folder of the lock. */
  readonly folder: string;
  readonly lock: string;
  /** What it guards, as the beginning of a sentence; by default the workspace database. */
  readonly subject?: string;
}

export interface WriterLock {
  /** False if somebody has removed the file, or put another in its place. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** More than the takers that could ever get in each other's way. */
const attempts = 100;

/**
 * Makes this process the writer of what the lock guards, or throws a `StoreError` that names the one there is.
 *
 * A lock is a file that is complete from the moment it has its name (`link`). The lock of a process that has ended is replaced by
 * its *successor*, a file named after its token: of all who find the same dead lock, one creates that. Only it may put itself in
 * the lock's place, and only if the lock is still the one that it found. Should it die half-way, it has a successor in turn.
 */
export async function acquireLock(files: FileLayer, names: LockPlace, purpose: string): Promise<WriterLock> {
  const own: Holder = { ...(await thisProcess()), token: crypto.randomUUID(), purpose, since: new Date().toISOString() };
  const temporary = temporaryName(names.lock);
  try {
    await writeNewFile(files, temporary, Buffer.from(JSON.stringify(own)));
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (!(await attemptLock(files, names, temporary, own.token))) continue;
      await removeRemains(files, names);
      return new HeldLock(files, names.lock, own.token);
    }
  } finally {
    await files.remove(temporary);
  }
  throw new StoreError(`${names.lock} keeps changing, so that it cannot be taken. Try again in a moment.`);
}

/** False if something has changed in the middle, and it is worth another attempt. */
async function attemptLock(files: FileLayer, names: LockPlace, temporary: string, token: string): Promise<boolean> {
  const chain = await lockChain(files, names.lock);
  const last = chain.at(-1);
  if (last === undefined) return linkIfFree(files, temporary, names.lock);
  if (last.holder !== undefined) await refuseIfAlive(names, last.holder);

  const claim = successorOf(names.lock, last.token);
  if (!(await linkIfFree(files, temporary, claim))) return false;
  const claimed = await lockChain(files, names.lock);
  const expected = [...chain.map((link) => link.token), token];
  if (claimed.length !== expected.length || !claimed.every((link, index) => link.token === expected[index])) {
    await files.remove(claim);
    return false;
  }
  await files.rename(temporary, names.lock);
  // Whoever still follows the old chain finds at its end that it no longer begins with the lock.
  for (const { token: old } of chain) await files.remove(successorOf(names.lock, old));
  return true;
}

/** What takers left behind that were killed: nothing leads there any more. */
async function removeRemains(files: FileLayer, names: LockPlace): Promise<void> {
  const lock = path.basename(names.lock);
  for (const name of await files.list(names.folder)) {
    if (!name.startsWith(`${lock}.`)) continue;
    const file = path.join(names.folder, name);
    const found = await readLock(files, file);
    if (found?.holder !== undefined && (await processState(found.holder)) === 'ended') await files.remove(file);
  }
}

/** The lock, its successor if there is one, that one's, and so on. */
async function lockChain(files: FileLayer, lock: string): Promise<FoundLock[]> {
  const chain: FoundLock[] = [];
  for (let found = await readLock(files, lock); found !== undefined; found = await readLock(files, successorOf(lock, found.token))) {
    chain.push(found);
  }
  return chain;
}

async function readLock(files: FileLayer, file: string): Promise<FoundLock | undefined> {
  const content = await files.read(file);
  if (content === undefined) return undefined;
  try {
    const found = holder.parse(JSON.parse(content.bytes.toString()));
    return { token: found.token, holder: found };
  } catch {
    // Locks are complete from the start: this one was damaged, by a loss of power as a rule, and its holder is gone.
    return { token: `damaged-${crc32(content.bytes).toString(16)}` };
  }
}

async function refuseIfAlive({ folder, lock, subject = `The workspace database in ${folder}` }: LockPlace, { purpose, since, ...process }: Holder): Promise<void> {
  const state = await processState(process);
  if (state === 'ended') return;
  const who = `“${purpose}” (process ${process.pid} on ${process.host}, since ${since})`;
  if (state === 'running') throw new StoreBusy(`${subject} is being written by ${who}. Wait for it to end, or stop it; then try again.`);
  throw new StoreError(`${subject} was locked by ${who}, which cannot be seen from here. If it has ended, delete ${lock} and try again.`);
}

async function linkIfFree(files: FileLayer, temporary: string, name: string): Promise<boolean> {
  try {
    await files.link(temporary, name);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function successorOf(lock: string, token: string): string {
  return `${lock}.${token}.next`;
}

class HeldLock implements WriterLock {
  constructor(
    private readonly files: FileLayer,
    private readonly file: string,
    private readonly token: string,
  ) {}

  async isHeld(): Promise<boolean> {
    return (await readLock(this.files, this.file))?.token === this.token;
  }

  async release(): Promise<void> {
    if (await this.isHeld()) await this.files.remove(this.file);
  }
}
