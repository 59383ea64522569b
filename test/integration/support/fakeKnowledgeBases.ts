import type { KnowledgeBaseInfo, KnowledgeBases, UpdateOptions, UpdateReport } from '../../../src/core/knowledge/knowledgeBase';

export const emptyReport: UpdateReport = { added: 0, updated: 0, unchanged: 0, removed: 0, chunks: 0, skipped: [] };

/** Knowledge bases without documents, whose updates take until the test lets them go on. */
export class FakeKnowledgeBases implements KnowledgeBases {
  readonly #bases = new Map<string, KnowledgeBaseInfo>();
  /** Ends the update that is under way. */
  finish: (report: UpdateReport) => void = () => undefined;

  list(): Promise<KnowledgeBaseInfo[]> {
    return Promise.resolve([...this.#bases.values()]);
  }

  info(name: string): Promise<KnowledgeBaseInfo | undefined> {
    return Promise.resolve(this.#bases.get(name));
  }

  documents(): Promise<never[]> {
    return Promise.resolve([]);
  }

  create(name: string): Promise<KnowledgeBaseInfo> {
    const info: KnowledgeBaseInfo = { name, documents: 0, chunks: 0, embedding: { kind: 'lexical' }, version: 'first' };
    this.#bases.set(name, info);
    return Promise.resolve(info);
  }

  add(_name: string, _patterns: readonly string[], options: UpdateOptions): Promise<UpdateReport> {
    return this.#update(options);
  }

  refresh(_name: string, options: UpdateOptions): Promise<UpdateReport> {
    return this.#update(options);
  }

  search(): Promise<never[]> {
    return Promise.resolve([]);
  }

  remove(name: string): Promise<void> {
    this.#bases.delete(name);
    return Promise.resolve();
  }

  #update({ signal, onProgress }: UpdateOptions): Promise<UpdateReport> {
    onProgress?.({ stage: 'reading', done: 0, total: 1 });
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      signal.addEventListener('abort', () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted')), { once: true });
    });
  }
}
