import type * as vscode from 'vscode';
import type { CompletionWorld } from '../../core/flow/completion/completion';
import { readColumns } from '../../core/workspace/readColumns';
import type { HostConnections } from '../connections/hostConnections';
import { flowGlob, workflowPlace } from '../documents/flowDocuments';
import { sourceGlob, workspaceFiles } from '../documents/workspaceFiles';
import { knowledgeNames } from '../knowledge/knowledgeNames';
import type { ModelService } from '../models/modelService';

/** What a workflow can name: files of its workspace folder, and what the user has set up. */
export function completionWorld(uri: vscode.Uri, models: ModelService, connections: HostConnections): CompletionWorld {
  const isOnDisk = uri.scheme === 'file';
  const place = workflowPlace(uri);
  return {
    defaultProvider: models.defaults.llm_provider,
    providers: () => models.providers(),
    sourceFiles: () => workspaceFiles(uri, sourceGlob),
    workflows: () => workspaceFiles(uri, flowGlob),
    connections: () => connections.known(),
    knowledgeBases: async () => (isOnDisk ? [...((await knowledgeNames(place.workspace)) ?? [])] : []),
    columns: async ({ source }) => {
      if (!source || !isOnDisk) return undefined;
      return source.kind === 'file' ? (await readColumns(source, place)).columns : connections.pulledColumns(source, place);
    },
  };
}
