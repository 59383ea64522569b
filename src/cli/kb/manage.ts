import type { EmbeddingModel, KnowledgeBaseInfo } from '../../core/knowledge/knowledgeBase';
import { errorText } from '../../core/text/errorText';
import { readKnowledgeBases } from '../../core/workspace/readContext';
import { exitStatus, type Io } from '../io';
import { resolveWorkspace } from '../workspace';
import { openKnowledge, requireKnowledge } from './openKnowledge';
import { countText } from '../../core/knowledge/updateText';

export interface KnowledgeOptions {
  readonly workspace?: string;
}

/** `llmflow kb list`: one line for each; one that cannot be read is told on stderr, and the status is 1. */
export async function listKnowledge(options: KnowledgeOptions, io: Io): Promise<number> {
  const { folder } = await resolveWorkspace(options.workspace, io.cwd);
  const bases = await openKnowledge(folder, io);
  const names = [...(await readKnowledgeBases(folder))].sort();
  let status: number = exitStatus.success;
  for (const name of names) {
    try {
      const info = await bases.info(name);
      if (info) io.stdout.write(`${infoLine(info)}\n`);
    } catch (error) {
      io.stderr.write(`llmflow: ${errorText(error)}\n`);
      status = exitStatus.failure;
    }
  }
  if (names.length === 0) io.stderr.write('There are no knowledge bases in this workspace. “llmflow kb add” creates one.\n');
  return status;
}

/** `llmflow kb remove`. */
export async function removeKnowledge(name: string, options: KnowledgeOptions, io: Io): Promise<number> {
  const { folder } = await resolveWorkspace(options.workspace, io.cwd);
  const bases = await openKnowledge(folder, io);
  const names = await readKnowledgeBases(folder);
  // One that cannot be read can still be removed.
  if (!names.has(name)) await requireKnowledge(name, bases);
  await bases.remove(name);
  io.stderr.write(`“${name}” is removed. Its documents are where they were.\n`);
  return exitStatus.success;
}

/** Such as `handbook: 12 documents, 340 chunks, by words, refreshed 2026-11-20T10:00:00.000Z`. */
function infoLine({ name, documents, chunks, embedding, refreshedAt }: KnowledgeBaseInfo): string {
  const refreshed = refreshedAt === undefined ? 'empty' : `refreshed ${refreshedAt}`;
  return `${name}: ${countText(documents, 'document')}, ${countText(chunks, 'chunk')}, ${embeddingText(embedding)}, ${refreshed}`;
}

export function embeddingText(embedding: EmbeddingModel): string {
  return embedding.kind === 'lexical' ? 'by words' : `by words and meaning (${embedding.model})`;
}
