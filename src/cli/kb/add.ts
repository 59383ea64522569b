import type { KnowledgeBases } from '../../core/knowledge/knowledgeBase';
import { UsageError, type Io } from '../io';
import { exitStatusOf } from '../interruption';
import { resolveWorkspace } from '../workspace';
import { embeddingText, type KnowledgeOptions } from './manage';
import { openKnowledge } from './openKnowledge';
import { workspacePatterns } from './paths';
import { tellReport, updateProgress } from './update';

export interface AddOptions extends KnowledgeOptions {
  readonly embeddingModel?: string;
}

/** `llmflow kb add`: takes documents in. Safe to interrupt: what there was stays, and the next refresh goes on. */
export async function addDocuments(name: string, paths: readonly string[], options: AddOptions, io: Io): Promise<number> {
  const { folder } = await resolveWorkspace(options.workspace, io.cwd);
  const patterns = workspacePatterns(paths, folder, io.cwd);
  const bases = await openKnowledge(folder, io);
  const signal = io.interruptible();
  try {
    if (options.embeddingModel !== undefined) await createWith(options.embeddingModel, name, bases, signal, io);
    return tellReport(name, await bases.add(name, patterns, { signal, onProgress: updateProgress(io) }), io);
  } catch (error) {
    return exitStatusOf(signal, error);
  }
}

/** A knowledge base keeps the model that it was made with. */
async function createWith(model: string, name: string, bases: KnowledgeBases, signal: AbortSignal, io: Io): Promise<void> {
  const { embedding } = (await bases.info(name)) ?? {};
  if (embedding) {
    if (embedding.kind === 'openai' && embedding.model === model) return;
    throw new UsageError(`--embedding-model: “${name}” is there, and is searched ${embeddingText(embedding)}. Leave the option away, or remove the knowledge base first.`);
  }
  await bases.create(name, await io.embeddings.choose(model, signal));
}
