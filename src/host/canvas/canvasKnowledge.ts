import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { CanvasKnowledgeBase, FromCanvas } from '../../shared/protocol';
import { workspaceFolderOf } from '../documents/flowDocuments';
import type { KnowledgeService } from '../knowledge/knowledgeService';

type KnowledgeMessage = Extract<FromCanvas, { type: 'create-knowledge-base' | 'open-passage' }>;

/** The knowledge bases that a document can name, and what its page asks for about them. */
export class CanvasKnowledge implements vscode.Disposable {
  #bases: readonly CanvasKnowledgeBase[] | undefined;
  #reads = 0;
  readonly #subscription: vscode.Disposable;

  /** `changed` is called once they are known, and when they are others or hold something else. */
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly knowledge: KnowledgeService,
    private readonly changed: () => void,
  ) {
    this.#subscription = knowledge.onDidChange(() => void this.#read());
    void this.#read();
  }

  /** Undefined until they are known, and where they cannot be read. */
  get bases(): readonly CanvasKnowledgeBase[] | undefined {
    return this.#bases;
  }

  async handle(message: KnowledgeMessage): Promise<void> {
    const folder = workspaceFolderOf(this.document.uri);
    if (message.type === 'open-passage') {
      const { source, line, endLine } = message;
      await vscode.commands.executeCommand('llmflow.openKnowledgePassage', { folder, source, line, endLine });
    } else {
      await vscode.commands.executeCommand('llmflow.newKnowledgeBase', { folder, name: message.name });
    }
  }

  dispose(): void {
    this.#reads++;
    this.#subscription.dispose();
  }

  async #read(): Promise<void> {
    const read = ++this.#reads;
    const bases = await this.#list();
    if (read !== this.#reads || isDeepStrictEqual(bases, this.#bases)) return;
    this.#bases = bases;
    this.changed();
  }

  async #list(): Promise<CanvasKnowledgeBase[] | undefined> {
    // Only files on disk have a folder that holds any.
    if (this.document.uri.scheme !== 'file') return undefined;
    try {
      const bases = await this.knowledge.list(workspaceFolderOf(this.document.uri));
      return bases.map(({ name, documents, chunks }) => ({ name, documents, chunks }));
    } catch {
      // Such as in a workspace that is not trusted: then nothing is said of them.
      return undefined;
    }
  }
}
