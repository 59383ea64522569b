import { rm } from 'node:fs/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Passage } from '../run/events';
import type { FileLayer } from '../store/fileLayer';
import type { WriterLock } from '../store/lock';
import { findFile } from '../workspace/findFile';
import { baseFiles, isRemoved, knowledgeFolder, removedFolder, type BaseFiles } from './baseFiles';
import { lockBase } from './baseLock';
import { documentStates } from './documentStates';
import { findDocuments } from './documents/findDocuments';
import {
  KnowledgeError,
  type Embed,
  type EmbeddingModel,
  type KnowledgeBaseInfo,
  type KnowledgeBases,
  type KnowledgeDocument,
  type UpdateOptions,
  type UpdateReport,
} from './knowledgeBase';
import { knowledgeFailure } from './knowledgeFailure';
import { KnowledgeReader, noKnowledgeBase } from './knowledgeReader';
import { checkEmbedding, contentVersion, readContents, readDefinition, writeDefinition, type Definition } from './records';
import { updateBase } from './updateBase';

const empty: Pick<Definition, 'embedding' | 'patterns'> = { embedding: { kind: 'lexical' }, patterns: [] };

export class WorkspaceKnowledge implements KnowledgeBases {
  readonly #reader: KnowledgeReader;
  /** Updates of this process, one at a time for each knowledge base. */
  readonly #turns = new Map<string, LimitFunction>();

  constructor(
    private readonly workspace: string,
    private readonly embed: Embed,
    private readonly files: FileLayer,
  ) {
    this.#reader = new KnowledgeReader(files);
  }

  async list(): Promise<KnowledgeBaseInfo[]> {
    const folders = await this.files.list(knowledgeFolder(this.workspace)).catch(() => []);
    const infos = await Promise.all(folders.filter((name) => !isRemoved(name)).map((name) => this.info(name).catch(() => undefined)));
    return infos.filter((info) => info !== undefined).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  info(name: string): Promise<KnowledgeBaseInfo | undefined> {
    return this.#reading(name, async (base) => {
      const definition = await readDefinition(this.files, base);
      if (definition === undefined) return undefined;
      const { embedding } = definition;
      const contents = await readContents(this.files, base);
      if (contents === undefined) return { name, documents: 0, chunks: 0, embedding, version: contentVersion(embedding, []) };
      const { chunks, version, refreshedAt, documents } = contents;
      return { name, documents: documents.length, chunks, embedding, version, refreshedAt };
    });
  }

  documents(name: string, signal?: AbortSignal): Promise<KnowledgeDocument[]> {
    return this.#reading(name, async (base) => {
      await this.#definitionOf(base);
      return documentStates(this.workspace, (await readContents(this.files, base))?.documents ?? [], signal);
    });
  }

  search(name: string, query: string, top_k: number, signal: AbortSignal): Promise<Passage[]> {
    return this.#reading(
      name,
      async (base) => {
        const searchable = await this.#reader.read(base);
        signal.throwIfAborted();
        return searchable.search(query, top_k, this.embed, signal);
      },
      signal,
    );
  }

  async create(name: string, embedding: EmbeddingModel = { kind: 'lexical' }): Promise<KnowledgeBaseInfo> {
    checkEmbedding(embedding);
    await this.#writing(name, 'create', async (base) => {
      if ((await readDefinition(this.files, base)) !== undefined) {
        throw new KnowledgeError(`There is a knowledge base “${name}” already. Choose another name, or add files to that one.`);
      }
      await this.#define(base, { embedding, patterns: [] });
    });
    return { name, documents: 0, chunks: 0, embedding, version: contentVersion(embedding, []) };
  }

  async add(name: string, patterns: readonly string[], options: UpdateOptions): Promise<UpdateReport> {
    const { paths, skipped } = await this.#reading(name, () => findDocuments(this.workspace, patterns, options.signal), options.signal);
    if (paths.length === 0) {
      const reasons = skipped.map(({ path, reason }) => `${path}: ${reason}`).join('\n');
      throw new KnowledgeError(`There is nothing to add to the knowledge base “${name}”. Name files, folders or globs inside the workspace.${reasons && `\n${reasons}`}`);
    }
    return this.#writing(
      name,
      'adding documents',
      async (base, lock) => {
        const before = (await readDefinition(this.files, base)) ?? empty;
        // Before the update, so that one that is stopped goes on with the next refresh.
        const definition = await this.#define(base, { ...before, patterns: [...new Set([...before.patterns, ...patterns])] });
        return this.#update(base, definition, lock, options, new Set(paths));
      },
      options.signal,
    );
  }

  async refresh(name: string, options: UpdateOptions): Promise<UpdateReport> {
    await this.#reading(name, (base) => this.#definitionOf(base));
    return this.#writing(
      name,
      'refresh',
      async (base, lock) => this.#update(base, await this.#definitionOf(base), lock, options),
      options.signal,
    );
  }

  async remove(name: string): Promise<void> {
    const { state } = await findFile(baseFiles(this.workspace, name).folder, { folder: this.workspace, workspace: this.workspace });
    if (state === 'missing') return;
    await this.#writing(name, 'remove', async (base) => {
      // In one step, lock and all; the rest may take its time.
      const removed = removedFolder(this.workspace);
      await this.files.rename(base.folder, removed);
      await this.files.syncFolder(knowledgeFolder(this.workspace));
      await rm(removed, { recursive: true, force: true });
    });
  }

  async #definitionOf(base: BaseFiles): Promise<Definition> {
    const definition = await readDefinition(this.files, base);
    if (definition === undefined) throw noKnowledgeBase(base.name);
    return definition;
  }

  async #define(base: BaseFiles, { embedding, patterns }: Pick<Definition, 'embedding' | 'patterns'>): Promise<Definition> {
    const definition: Definition = { format: 1, embedding, patterns };
    await writeDefinition(this.files, base, definition);
    return definition;
  }

  #update(base: BaseFiles, definition: Definition, lock: WriterLock, options: UpdateOptions, again: ReadonlySet<string> = new Set()): Promise<UpdateReport> {
    return updateBase(base, definition, { files: this.files, workspace: this.workspace, embed: this.embed, lock, again }, options);
  }

  async #reading<T>(name: string, work: (base: BaseFiles) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const base = baseFiles(this.workspace, name);
    await this.#checkInside(base);
    try {
      return await work(base);
    } catch (error) {
      signal?.throwIfAborted();
      throw knowledgeFailure(`${base.subject} cannot be read`, error);
    }
  }

  async #writing<T>(name: string, purpose: string, work: (base: BaseFiles, lock: WriterLock) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const base = baseFiles(this.workspace, name);
    await this.#checkInside(base);
    const turns = this.#turns.get(name) ?? pLimit(1);
    this.#turns.set(name, turns);
    return turns(async () => {
      signal?.throwIfAborted();
      try {
        const lock = await lockBase(this.files, this.workspace, base, purpose);
        try {
          return await work(base, lock);
        } finally {
          await lock.release();
        }
      } catch (error) {
        signal?.throwIfAborted();
        throw knowledgeFailure(`${base.subject} cannot be written`, error);
      }
    });
  }

  /** The folder may be a link, which leads anywhere. */
  async #checkInside({ folder, subject }: BaseFiles): Promise<void> {
    for (const place of [knowledgeFolder(this.workspace), folder]) {
      const { state } = await findFile(place, { folder: this.workspace, workspace: this.workspace });
      if (state === 'outside') throw new KnowledgeError(`${subject} is refused: ${place} is a link that leads out of the workspace. Remove the link.`);
    }
  }
}
