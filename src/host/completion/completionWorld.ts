import path from 'node:path';
import * as vscode from 'vscode';
import type { CompletionWorld } from '../../core/flow/completion/completion';
import { knownExtensions } from '../../core/tables/sources/fileFormats';
import { readKnowledgeBases } from '../../core/workspace/readContext';
import { readColumns } from '../../core/workspace/readColumns';
import type { HostConnections } from '../connections/hostConnections';
import { flowGlob, ignoredFolders, workflowPlace } from '../documents/flowDocuments';
import type { ModelService } from '../models/modelService';

const sourceGlob = `**/*.{${knownExtensions.map((extension) => extension.slice(1)).join(',')}}`;

/** Nobody chooses from more than this; what is typed is not looked at before the list is made. */
const mostFiles = 1000;

/** What a workflow can name: files of its workspace folder, and what the user has set up. */
export function completionWorld(uri: vscode.Uri, models: ModelService, connections: HostConnections): CompletionWorld {
  const isOnDisk = uri.scheme === 'file';
  const place = workflowPlace(uri);
  const files = async (glob: string): Promise<string[]> => {
    if (!isOnDisk) return [];
    const found = await vscode.workspace.findFiles(new vscode.RelativePattern(place.workspace, glob), ignoredFolders, mostFiles);
    const others = found.filter(({ fsPath }) => fsPath !== uri.fsPath);
    return others.map(({ fsPath }) => path.relative(place.folder, fsPath).split(path.sep).join('/')).sort((a, b) => a.localeCompare(b));
  };
  return {
    defaultProvider: models.defaults.llm_provider,
    providers: () => models.providers(),
    sourceFiles: () => files(sourceGlob),
    workflows: () => files(flowGlob),
    connections: () => connections.known(),
    knowledgeBases: async () => (isOnDisk ? [...(await readKnowledgeBases(place.workspace))] : []),
    columns: async ({ source }) => {
      if (!source || !isOnDisk) return undefined;
      return source.kind === 'file' ? (await readColumns(source, place)).columns : connections.pulledColumns(source, place);
    },
  };
}
