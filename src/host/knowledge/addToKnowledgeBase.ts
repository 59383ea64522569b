import * as vscode from 'vscode';
import * as z from 'zod';
import type { Services } from '../services';
import { askPlace, placeOf, type KnowledgePlace } from './knowledgePlace';
import type { NewKnowledgeBase } from './newKnowledgeBase';
import { updateWithProgress } from './updateWithProgress';
import { askWhatToAdd, pathsIn } from './whatToAdd';

/** Other extensions may name what is to be added. */
const namedPatterns = z.object({ patterns: z.array(z.string()).min(1) });

/**
 * Adds documents to a knowledge base. The Explorer passes the resource that its menu was opened on and all that are selected, the side bar
 * its line; whatever is not given is asked for.
 */
export async function addToKnowledgeBase(services: Services, create: NewKnowledgeBase, target: unknown, selected: unknown): Promise<void> {
  const wanted = target instanceof vscode.Uri ? await ofResources(services, create, resourcesOf(target, selected)) : await ofBase(services, create, target);
  if (!wanted) return;
  const { place, patterns } = wanted;
  const { folder, name } = place;
  await updateWithProgress(services, place, `Adding to “${name}”`, (options) => services.knowledge.add(folder.uri.fsPath, name, patterns, options));
}

interface Addition {
  readonly place: KnowledgePlace;
  readonly patterns: readonly string[];
}

async function ofResources({ knowledge }: Services, create: NewKnowledgeBase, resources: readonly vscode.Uri[]): Promise<Addition | undefined> {
  const folder = resources[0] && vscode.workspace.getWorkspaceFolder(resources[0]);
  if (folder?.uri.scheme !== 'file') throw new Error('Knowledge bases hold files of a folder that is open and on disk.');
  const patterns = pathsIn(folder, resources);
  const place = await askPlace(knowledge, { title: 'Add to which knowledge base?', folder, orNew: () => create({ folder }) });
  return place && { place, patterns };
}

async function ofBase({ knowledge }: Services, create: NewKnowledgeBase, target: unknown): Promise<Addition | undefined> {
  const place = placeOf(target) ?? (await askPlace(knowledge, { title: 'Add to which knowledge base?', orNew: () => create({}) }));
  const patterns = namedPatterns.safeParse(target).data?.patterns ?? (place && (await askWhatToAdd(place.folder, place.name)));
  return place && patterns && { place, patterns };
}

function resourcesOf(clicked: vscode.Uri, selected: unknown): vscode.Uri[] {
  const uris = Array.isArray(selected) ? selected.filter((each) => each instanceof vscode.Uri) : [];
  return uris.length > 0 ? uris : [clicked];
}
