import * as vscode from 'vscode';
import { command, trustedCommand } from '../commands/command';
import type { Services } from '../services';
import { addToKnowledgeBase } from './addToKnowledgeBase';
import { DocumentTexts, documentTextScheme, originalOf } from './documentTexts';
import { askPlace, folderOf, placeOf, wishOf } from './knowledgePlace';
import { createKnowledgeBases, tellCreated, type CreationParts } from './newKnowledgeBase';
import { openNamedPassage } from './openPassage';
import { readText } from './readText';
import { removeKnowledgeBase } from './removeKnowledgeBase';
import { searchKnowledgeBase } from './searchKnowledgeBase';
import { updateWithProgress } from './updateWithProgress';

/** The commands of knowledge bases, and the texts of their documents. */
export function registerKnowledge(services: Services, offer: CreationParts['offer']): vscode.Disposable {
  const { knowledge } = services;
  const create = createKnowledgeBases({ knowledge, offer });
  const placeFor = async (target: unknown, title: string) => placeOf(target) ?? askPlace(knowledge, { title });
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(documentTextScheme, new DocumentTexts(readText)),
    trustedCommand('llmflow.newKnowledgeBase', 'knowledge', async (target) => {
      const { folder, name } = wishOf(target);
      const place = await create({ ...(folder !== undefined && { folder: folderOf(folder) }), ...(name !== undefined && { name }) });
      if (place) void tellCreated(place);
    }),
    trustedCommand('llmflow.addToKnowledgeBase', 'knowledge', (target, selected) => addToKnowledgeBase(services, create, target, selected)),
    trustedCommand('llmflow.refreshKnowledgeBase', 'knowledge', async (target) => {
      const place = await placeFor(target, 'Refresh which knowledge base?');
      if (!place) return;
      const { folder, name } = place;
      await updateWithProgress(services, place, `Refreshing “${name}”`, (options) => knowledge.refresh(folder.uri.fsPath, name, options));
    }),
    trustedCommand('llmflow.searchKnowledgeBase', 'knowledge', async (target) => {
      const place = await placeFor(target, 'Search which knowledge base?');
      if (place) searchKnowledgeBase(knowledge, place);
    }),
    trustedCommand('llmflow.removeKnowledgeBase', 'knowledge', async (target) => {
      const place = await placeFor(target, 'Remove which knowledge base?');
      if (place) await removeKnowledgeBase(knowledge, place);
    }),
    trustedCommand('llmflow.openKnowledgePassage', 'knowledge', openNamedPassage),
    command('llmflow.openOriginal', async (target) => {
      const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
      if (uri?.scheme === documentTextScheme) await vscode.commands.executeCommand('vscode.open', originalOf(uri));
    }),
  );
}
