import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { findFile } from '../workspace/findFile';
import { maxFileBytes } from './documents/limits';
import type { DocumentFile } from './records';

/** A file that is changed this soon after it was looked at may keep the same time of change: file systems have coarse clocks. */
const clockMs = 2_000;

/** No document is that large, so no hash is needed to tell it from one. */
const tooLarge = '';

/** What tells a file's content from another one. */
export type FileState = Pick<DocumentFile, 'size' | 'changedAt' | 'seenAt' | 'hash'>;

/**
 * Looks at a document's file, and reads it only where size and time do not show that it is as it was. Undefined if it is gone,
 * or leads out of the workspace.
 */
export async function lookAt(workspace: string, document: string, known: FileState | undefined, signal?: AbortSignal): Promise<FileState | undefined> {
  const found = await findFile(document, { folder: workspace, workspace });
  if (found.state !== 'found') return undefined;
  const seenAt = Date.now();
  const { size, mtimeMs: changedAt } = await stat(found.path);
  if (known?.size === size && known.changedAt === changedAt && changedAt < known.seenAt - clockMs) return { size, changedAt, seenAt: known.seenAt, hash: known.hash };
  return { size, changedAt, seenAt, hash: size > maxFileBytes ? tooLarge : await hashOf(found.path, signal) };
}

async function hashOf(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file, { signal })) hash.update(part as Buffer);
  return hash.digest('hex');
}
