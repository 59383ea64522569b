import { errorText } from '../text/errorText';
import { StoreError } from './store';

/** `ENOSPC` and the like; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether it is a `StoreBusy`. Told by its code, as bundles may hold a class twice. */
export function isStoreBusy(error: unknown): boolean {
  return errorCode(error) === 'STORE_BUSY';
}

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space, then run again.',
  EDQUOT: 'your disk quota is used up. Free some space, then run again.',
  EROFS: 'the file system is read-only. Open the workspace from a place that can be written to.',
  EACCES: 'this user may not do that there. Check the permissions of the folder, then run again.',
  EPERM: 'the system does not permit it. Check the permissions of the folder (and that its file system knows hard links), then run again.',
  EIO: 'the disk reported an error. Check the disk, then run again.',
  ENOTSUP: 'its file system lacks hard links, which the lock needs. Keep the workspace on a local disk.',
  ENOTDIR: 'a file stands where a folder should be. Move it away, then run again.',
  EMFILE: 'too many files are open. Close some programs, then run again.',
};

/** What was being done to which file, why that failed, and what to do. */
export function storeFailure(what: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = errorCode(error);
  const known = code === undefined ? undefined : advice[code];
  const reason = known ?? `${errorText(error)}.`;
  return new StoreError(`${what}: ${reason}${known === undefined || code === undefined ? '' : ` (${code})`}`, { cause: error });
}
