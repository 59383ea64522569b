import { tmpdir } from 'node:os';
import { isSystemError } from '../isSystemError';
import { fail } from '../sourceFile';

/** What was thrown while a source was kept in the temporary folder; a full disk in words. */
export function asSpoolError(name: string, error: unknown): unknown {
  if (!isSystemError(error) || (error.code !== 'ENOSPC' && error.code !== 'EDQUOT')) return error;
  return fail(name, `there is no room for its rows in the temporary folder ${tmpdir()}. Free some, or let TMPDIR name a folder on another disk.`, error);
}
