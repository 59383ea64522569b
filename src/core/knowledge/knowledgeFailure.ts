import { StoreError } from '../store/store';
import { errorCode, storeFailure } from '../store/storeFailure';
import { KnowledgeError } from './knowledgeBase';

/** What the file system and the lock refuse, in words for the user; other errors stay what they are. */
export function knowledgeFailure(what: string, error: unknown): unknown {
  if (!(error instanceof StoreError) && errorCode(error) === undefined) return error;
  return new KnowledgeError(storeFailure(what, error).message, { cause: error });
}
