import { openReader } from '../../core/store/openReader';
import type { StoreReader } from '../../core/store/store';
import { requireTrust } from '../trust';

/**
 * Opens a folder's database to read it. Not in a workspace that is not trusted: a stranger may have made the database, or a link in its
 * place that leads to another folder's.
 */
export async function openTrustedReader(folder: string): Promise<StoreReader> {
  requireTrust('tables');
  return openReader(folder);
}
