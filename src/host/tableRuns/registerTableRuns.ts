import * as vscode from 'vscode';
import { flowLanguage } from '../documents/flowDocuments';
import type { Services } from '../services';
import type { TablePanels } from '../table/tablePanels';
import { registerTableCommands } from './tableCommands';
import { showTablesIn } from './tableRunContext';
import { TableRunLenses } from './tableRunLenses';
import { notifyOfTableRuns } from './tableRunNotifications';
import { writeTableRunsTo } from './tableRunOutput';
import { TableRunStatusBar } from './tableRunStatusBar';
import { TableStandings } from './tableStandings';

/** Everything by which a user starts table runs and follows them, but for canvas and table page. */
export function registerTableRuns(services: Services, tables: TablePanels): vscode.Disposable {
  const { documents, tableRuns, output } = services;
  const standings = new TableStandings(tableRuns);
  const lenses = new TableRunLenses(documents, tableRuns, standings);
  return vscode.Disposable.from(
    standings,
    lenses,
    vscode.languages.registerCodeLensProvider({ language: flowLanguage }, lenses),
    new TableRunStatusBar(tableRuns),
    notifyOfTableRuns(tableRuns),
    showTablesIn(tableRuns, documents),
    writeTableRunsTo(output, tableRuns),
    registerTableCommands(services, tables),
  );
}
