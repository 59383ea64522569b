import * as vscode from 'vscode';
import { openProcess } from '../documents/openProcess';
import { openDocument } from '../knowledge/openPassage';
import type { TablePanels } from '../table/tablePanels';
import type { Opening } from './lines/line';
import { runDocumentUri } from './runDocuments';

/** Opens what a line of the side bar stands for. */
export async function openLine(opening: Opening, tables: TablePanels): Promise<void> {
  switch (opening.what) {
    case 'workflow':
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(opening.uri));
      break;
    case 'process':
      await openProcess(vscode.Uri.parse(opening.uri), opening.process);
      break;
    case 'rows':
      showRows(tables, opening.folder, opening.source);
      break;
    case 'results':
      await vscode.commands.executeCommand('llmflow.showResults', vscode.Uri.parse(opening.uri));
      break;
    case 'document':
      await openDocument(opening);
      break;
    case 'node-run':
      await vscode.window.showTextDocument(runDocumentUri(opening), { preview: true });
      break;
  }
}

export function showRows(tables: TablePanels, folder: string, source: string): void {
  const found = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === folder);
  if (found) tables.show(found, { view: 'source', source });
}
