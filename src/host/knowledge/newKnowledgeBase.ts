import * as vscode from 'vscode';
import { knowledgeNameProblem } from '../../core/knowledge/knowledgeName';
import type { EmbeddingModel } from '../../core/knowledge/knowledgeBase';
import { errorText } from '../../core/text/errorText';
import { askFolder, type KnowledgePlace } from './knowledgePlace';
import type { KnowledgeService } from './knowledgeService';

/** A model that the user's settings give, and what using it means. */
export interface EmbeddingOffer {
  readonly embedding: EmbeddingModel;
  /** The host that texts are sent to. */
  readonly server: string;
}

export interface CreationParts {
  readonly knowledge: KnowledgeService;
  /** The embedding model that is set up, if one is. May ask its server. */
  readonly offer: () => Promise<EmbeddingOffer | undefined>;
}

/** Asks for what is not given, and creates a knowledge base. Undefined if the user gives up. */
export type NewKnowledgeBase = (given: { readonly folder?: vscode.WorkspaceFolder; readonly name?: string }) => Promise<KnowledgePlace | undefined>;

export function createKnowledgeBases({ knowledge, offer }: CreationParts): NewKnowledgeBase {
  return async ({ folder: givenFolder, name: wanted }) => {
    const folder = givenFolder ?? (await askFolder());
    if (!folder) return undefined;
    const taken = (await knowledge.list(folder.uri.fsPath)).map(({ name }) => name);
    const refuse = (name: string) => knowledgeNameProblem(name) ?? (taken.some((other) => other.toLowerCase() === name.toLowerCase()) ? 'There is a knowledge base of that name.' : undefined);
    const name = wanted !== undefined && refuse(wanted) === undefined ? wanted : await askName(wanted, refuse);
    if (name === undefined) return undefined;
    const embedding = await askEmbedding(name, offer);
    if (!embedding) return undefined;
    await knowledge.create(folder.uri.fsPath, name, embedding);
    return { folder, name };
  };
}

/** Says that a knowledge base is there, and offers the next step. */
export async function tellCreated({ folder, name }: KnowledgePlace): Promise<void> {
  const add = 'Add Files or Folder…';
  const choice = await vscode.window.showInformationMessage(`The knowledge base “${name}” is there, and still empty.`, add);
  if (choice === add) await vscode.commands.executeCommand('llmflow.addToKnowledgeBase', { folder: folder.uri.toString(), name });
}

async function askName(value: string | undefined, refuse: (name: string) => string | undefined): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'New Knowledge Base',
    prompt: 'The name that workflows know it by',
    placeHolder: 'handbook',
    ignoreFocusOut: true,
    ...(value !== undefined && { value }),
    // An empty box is no mistake yet.
    validateInput: (typed) => (typed.trim() === '' ? undefined : refuse(typed.trim())),
  });
  return name?.trim() || undefined;
}

interface EmbeddingChoice extends vscode.QuickPickItem {
  readonly choose: () => Promise<EmbeddingModel | undefined>;
}

async function askEmbedding(name: string, offer: CreationParts['offer']): Promise<EmbeddingModel | undefined> {
  const placeHolder = 'It stays so: a search must use the model that the index was made with';
  // The list is shown at once, and filled when the model's server has answered.
  const choices = offeredChoice(offer).then((offered) => [lexicalChoice, offered]);
  return (await vscode.window.showQuickPick(choices, { title: `How is “${name}” searched?`, placeHolder, ignoreFocusOut: true }))?.choose();
}

const lexicalChoice: EmbeddingChoice = {
  label: 'Built-in, by words',
  description: 'no key, no network',
  detail: 'Finds words, misspelt ones too, but not what is said in other words.',
  choose: () => Promise.resolve({ kind: 'lexical' }),
};

async function offeredChoice(offer: CreationParts['offer']): Promise<EmbeddingChoice> {
  try {
    const found = await offer();
    return found ? embeddingChoice(found) : settingsChoice('none is set up', 'Set up OpenAI, or an Ollama on this machine, to find also what is said in other words.');
  } catch (error) {
    return settingsChoice('cannot be used now', errorText(error));
  }
}

function embeddingChoice({ embedding, server }: EmbeddingOffer): EmbeddingChoice {
  return {
    label: `By meaning, with ${embedding.kind === 'openai' ? embedding.model : 'the built-in model'}`,
    description: server,
    detail: `All texts and searches are sent to ${server}, which may charge for them.`,
    choose: () => Promise.resolve(embedding),
  };
}

function settingsChoice(description: string, detail: string): EmbeddingChoice {
  return {
    label: 'By meaning, with an embedding model…',
    description,
    detail,
    choose: async () => {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'llmflow.embeddings');
      return undefined;
    },
  };
}
