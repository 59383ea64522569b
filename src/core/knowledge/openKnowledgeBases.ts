import type { FileLayer } from '../store/fileLayer';
import { nodeFiles } from '../store/nodeFiles';
import type { Embed, KnowledgeBases } from './knowledgeBase';
import { WorkspaceKnowledge } from './workspaceKnowledge';

export interface KnowledgeOptions {
  /** The workspace folder. */
  readonly workspace: string;
  readonly embed: Embed;
  readonly files?: FileLayer;
}

/** The knowledge bases of a workspace folder. Nothing is read before it is asked for, and nothing has to be closed. */
export function openKnowledgeBases({ workspace, embed, files = nodeFiles }: KnowledgeOptions): KnowledgeBases {
  return new WorkspaceKnowledge(workspace, embed, files);
}
