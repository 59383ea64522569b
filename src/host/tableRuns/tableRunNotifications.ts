import * as vscode from 'vscode';
import { costText, endingText, runText } from '../../core/tables/progressText';
import { nextSteps, type NextStep } from './nextSteps';
import type { TableOutcome, TableRun } from './tableRun';
import { describeCounts } from './tableRunOutput';
import type { TableRunService } from './tableRunService';

/** Shows a notification for as long as a run takes, which cancels it, and how it ended, with what may be wanted next. */
export function notifyOfTableRuns(runs: TableRunService): vscode.Disposable {
  return runs.onEvent(({ run, event }) => {
    if (event.event === 'run-started') showProgress(run, runs);
    if (event.event === 'run-ended') void showOutcome(run);
  });
}

function showProgress(run: TableRun, runs: TableRunService): void {
  const options = { location: vscode.ProgressLocation.Notification, title: run.workflow.name, cancellable: true };
  void vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => runs.cancel(run.uri));
    let reported = 0;
    const report = () => {
      const { progress: rows } = run.state;
      if (!rows) {
        progress.report({ message: 'reading the source' });
        return;
      }
      const done = rows.total === 0 ? 100 : (100 * (rows.position - 1 + (rows.total - rows.left) / rows.total)) / rows.processes;
      progress.report({ message: runText(rows), increment: Math.max(0, done - reported) });
      reported = Math.max(reported, done);
    };
    report();
    return new Promise<void>((resolve) => {
      const subscription = runs.onDidChange(({ uri, state }) => {
        if (uri.toString() !== run.uri.toString()) return;
        report();
        if (state.state !== 'ended') return;
        subscription.dispose();
        resolve();
      });
    });
  });
}

async function showOutcome(run: TableRun): Promise<void> {
  const { outcome, progress } = run.state;
  if (!outcome) return;
  // Nobody needs to be told of what they have just declined.
  if (outcome.status === 'cancelled' && !progress) return;
  const choice = await shows[severityOf(outcome)](messageOf(run, outcome), ...nextSteps(run).map(item));
  if (choice) await vscode.commands.executeCommand(choice.step.command, run.uri, choice.step.options);
}

function messageOf({ workflow: { name }, state: { progress } }: TableRun, outcome: TableOutcome): string {
  const error = outcome.error === undefined ? '' : ` ${outcome.error}`;
  if (!progress) return `The table of “${name}” did not run.${error}`;
  const cost = progress.cost === 0 ? '' : ` Cost: ${costText(progress.cost)}.`;
  return `The table run of “${name}” ${endingText(outcome)}: ${describeCounts(outcome)}.${cost}${error}`;
}

function severityOf({ status, error }: TableOutcome): keyof typeof shows {
  if (status === 'failed') return error === undefined ? 'warning' : 'error';
  return status === 'budget' ? 'warning' : 'information';
}

const shows = {
  information: (message: string, ...items: Item[]) => vscode.window.showInformationMessage(message, ...items),
  warning: (message: string, ...items: Item[]) => vscode.window.showWarningMessage(message, ...items),
  error: (message: string, ...items: Item[]) => vscode.window.showErrorMessage(message, ...items),
};

interface Item extends vscode.MessageItem {
  readonly step: NextStep;
}

function item(step: NextStep): Item {
  return { title: step.title, step };
}
