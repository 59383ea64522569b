import * as vscode from 'vscode';
import type { Standing } from '../../core/tables/overview';
import { endingText, progressText, runText } from '../../core/tables/progressText';
import { workspaceFolderOf, type FlowDocuments } from '../documents/flowDocuments';
import { isStopped } from './nextSteps';
import type { TableRun } from './tableRun';
import type { TableRunOptions } from './tableRunOptions';
import { describeCounts } from './tableRunOutput';
import type { TableRunService } from './tableRunService';
import type { TableStandings } from './tableStandings';
import { readTableIdentity } from './tableWorkflow';
import { firstRows } from './worthAsking';

/**
 * Progress is shown so often, in milliseconds. VS Code asks for lenses once their changes pause: told more often, it would
 * not ask before the end of a run.
 */
const refreshEvery = 1_500;

/** Over `processes` what can be done with the table and how far its run is; over each process the same for itself. */
export class TableRunLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  #refreshed = 0;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(
    private readonly documents: FlowDocuments,
    private readonly runs: TableRunService,
    private readonly standings: TableStandings,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      runs.onDidChange(({ state }) => this.#refresh(state.state === 'running')),
      standings.onDidChange(() => this.#changed.fire()),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { locations, flow } = this.documents.read(document).document;
    const processes = locations.fields.get('processes');
    if (!processes || flow.processes.length === 0) return [];
    const { uri } = document;
    const run = this.runs.last(uri);
    const standings = this.standings.find(workspaceFolderOf(uri), readTableIdentity(this.documents, document).workflow_id);
    const lensesAt = (offset: number, commands: readonly vscode.Command[]) => {
      const at = document.positionAt(offset);
      return commands.map((command) => new vscode.CodeLens(new vscode.Range(at, at), command));
    };
    return [
      ...lensesAt(processes.key.start, this.#tableCommands(uri, run, standings)),
      ...flow.processes.flatMap(({ name }) => {
        const location = locations.processes.get(name);
        return location ? lensesAt(location.key.start, this.#processCommands(uri, name, run, standings?.get(name))) : [];
      }),
    ];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #refresh(isProgress: boolean): void {
    const now = Date.now();
    if (isProgress && now - this.#refreshed < refreshEvery) return;
    this.#refreshed = now;
    this.#changed.fire();
  }

  #tableCommands(uri: vscode.Uri, run: TableRun | undefined, standings: ReadonlyMap<string, Standing> | undefined): vscode.Command[] {
    const show = { title: '$(table) Show results', command: 'llmflow.showResults', arguments: [uri] };
    if (run && this.runs.isRunning(uri)) {
      return [{ title: `$(sync~spin) ${runningTitle(run)}`, command: 'llmflow.showOutput' }, { title: '$(debug-stop) Cancel', command: 'llmflow.cancelTable', arguments: [uri] }, show];
    }
    const failed = Math.max(run?.state.outcome?.failed ?? 0, sum(standings, 'failed'));
    return [
      ...(run ? outcomeCommands(run) : []),
      offer(uri, '$(run-all) Run table', 'llmflow.runTable'),
      offer(uri, `$(beaker) First ${firstRows} rows`, 'llmflow.runTableFirstRows'),
      ...(failed > 0 ? [offer(uri, `$(refresh) Retry failed rows`, 'llmflow.retryFailedRows')] : []),
      ...(run && isStopped(run) ? [offer(uri, '$(debug-continue) Resume', 'llmflow.resumeTable')] : []),
      ...(run || sum(standings, 'completed') + failed > 0 ? [show] : []),
    ];
  }

  #processCommands(uri: vscode.Uri, name: string, run: TableRun | undefined, standing: Standing | undefined): vscode.Command[] {
    const status = (title: string) => ({ title, command: 'llmflow.showResults', arguments: [uri] });
    if (run && this.runs.isRunning(uri)) {
      const { progress } = run.state;
      const counts = run.processes.get(name);
      if (counts) return [status(`${iconOf(counts.failed)} ${describeCounts(counts)}`)];
      if (progress?.process === name) return [status(`$(sync~spin) ${progressText(progress)}`)];
      return run.processNames.includes(name) ? [status('$(circle-outline) waiting')] : [];
    }
    const stands = standing && standing.completed + standing.failed > 0;
    return [
      ...(stands ? [status(`${iconOf(standing.failed)} ${describeCounts({ ...standing, skipped: 0 })}`)] : []),
      offer(uri, '$(play) Run process', 'llmflow.runTable', { processes: [name] }),
      ...(stands && standing.failed > 0 ? [offer(uri, '$(refresh) Retry failed rows', 'llmflow.retryFailedRows', { processes: [name] })] : []),
    ];
  }
}

function offer(uri: vscode.Uri, title: string, command: string, options?: TableRunOptions): vscode.Command {
  return { title, command, arguments: options ? [uri, options] : [uri] };
}

function iconOf(failed: number): string {
  return failed > 0 ? '$(warning)' : '$(pass)';
}

function runningTitle({ state: { progress } }: TableRun): string {
  return progress ? runText(progress) : 'reading the source';
}

function outcomeCommands({ state: { outcome, endedAt } }: TableRun): vscode.Command[] {
  if (!outcome || endedAt === undefined) return [];
  const icon = { completed: '$(pass)', failed: outcome.error === undefined ? '$(warning)' : '$(error)', cancelled: '$(circle-slash)', budget: '$(warning)' }[outcome.status];
  const time = new Date(endedAt).toLocaleTimeString();
  return [{ title: `${icon} ${endingText(outcome)} at ${time}: ${describeCounts(outcome)}`, command: 'llmflow.showOutput' }];
}

function sum(standings: ReadonlyMap<string, Standing> | undefined, what: keyof Standing): number {
  return [...(standings?.values() ?? [])].reduce((total, standing) => total + standing[what], 0);
}
