import * as vscode from 'vscode';
import * as z from 'zod';
import type { NodeRunRow } from '../../core/store/records';
import { findNodeRun } from '../../core/store/history';
import type { StoreReader } from '../../core/store/store';
import type { RunHistory } from '../history/runHistory';
import type { Opening } from './lines/line';
import { nodeRunText } from './lines/nodeRunText';

export const runScheme = 'llmflow-run';

const place = z.object({ folder: z.string(), run: z.string(), node: z.string() });

/** Names a node's part in a run as a document. The run's time is the folder by which tabs of one name are told apart. */
export function runDocumentUri({ folder, run, node, startedAt }: Extract<Opening, { what: 'node-run' }>): vscode.Uri {
  const time = new Date(startedAt).toLocaleString('sv').replaceAll(':', '-');
  return vscode.Uri.from({ scheme: runScheme, path: `/${time}/${node}.md`, query: JSON.stringify({ folder, run, node }) });
}

export interface RunDocumentParts {
  readonly history: Pick<RunHistory, 'unwritten'>;
  readonly read: <T>(folder: vscode.Uri, query: (store: StoreReader) => T) => Promise<T>;
}

/** What nodes said in runs, and what they had looked up, as read-only documents. It is Markdown as a model wrote it, and shown as text. */
export class RunDocuments implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  constructor(private readonly parts: RunDocumentParts) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const found = await this.#find(uri);
    return found ? nodeRunText(found.node).text : 'This run is not in the history any more.\n';
  }

  /** Each passage opens where it stands in its document. */
  async provideDocumentLinks({ uri }: Pick<vscode.TextDocument, 'uri'>): Promise<vscode.DocumentLink[]> {
    const found = await this.#find(uri);
    if (!found) return [];
    return nodeRunText(found.node).places.map(({ passage: { source, line: first, endLine }, line, from, to }) => {
      const target = encodeURIComponent(JSON.stringify([{ folder: found.folder, source, line: first, endLine }]));
      const link = new vscode.DocumentLink(new vscode.Range(line, from, line, to), vscode.Uri.parse(`command:llmflow.openKnowledgePassage?${target}`));
      link.tooltip = 'Open the passage';
      return link;
    });
  }

  async #find(uri: vscode.Uri): Promise<{ readonly folder: string; readonly node: NodeRunRow } | undefined> {
    const { folder, run, node } = place.parse(JSON.parse(uri.query));
    const found = await this.#findNode(vscode.Uri.parse(folder), run, node);
    return found && { folder, node: found };
  }

  async #findNode(folder: vscode.Uri, run: string, node: string): Promise<NodeRunRow | undefined> {
    const recording = this.parts.history.unwritten(folder).find((unwritten) => unwritten.run.run_id === run);
    if (recording) return recording.nodes.find(({ node_id }) => node_id === node);
    // A link may name any folder; only the workspace's are looked at.
    if (!vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder.toString())) return undefined;
    return this.parts.read(folder, (store) => findNodeRun(store, run, node));
  }
}
