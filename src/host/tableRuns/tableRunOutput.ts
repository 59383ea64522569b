import * as vscode from 'vscode';
import { endingText, pulledText, rowsText } from '../../core/tables/progressText';
import type { RowCounts } from '../../core/tables/tableEvents';
import type { TableRunEvent } from './tableRun';
import type { TableRunService } from './tableRunService';

/** Failed rows of a process are named one by one up to here; after that they are counted. */
const mostNamed = 20;

/** Writes every table run to the output channel. */
export function writeTableRunsTo(output: Pick<vscode.OutputChannel, 'appendLine'>, runs: TableRunService): vscode.Disposable {
  const reporters = new WeakMap<object, (event: TableRunEvent) => void>();
  return runs.onEvent(({ run, event }) => {
    const report = reporters.get(run) ?? createReporter(vscode.workspace.asRelativePath(run.uri), (line) => output.appendLine(line));
    reporters.set(run, report);
    report(event);
  });
}

function createReporter(file: string, say: (line: string) => void): (event: TableRunEvent) => void {
  let named = 0;
  return (event) => {
    switch (event.event) {
      case 'run-started':
        return say(`\n${new Date().toLocaleString()}  table of ${file}`);
      case 'pulled':
        for (const note of event.pulled.notes) say(`${event.pulled.name}: ${note}`);
        return say(`${event.pulled.name}: rows ${pulledText(event.pulled.counts)}`);
      case 'process-started':
        named = 0;
        return say(`${event.process}: ${rowsText(event.total)}`);
      case 'row-failed':
        if (++named <= mostNamed) say(`${event.process}: row ${event.reference_id} failed: ${event.error}`);
        else if (named === mostNamed + 1) say(`${event.process}: further rows failed; the tables list them`);
        return;
      case 'process-ended':
        return say(`${event.process}: ${describeCounts(event)}`);
      case 'run-ended':
        if (event.outcome.error !== undefined) say(event.outcome.error);
        return say(`The table run ${endingText(event.outcome)}: ${describeCounts(event.outcome)}.`);
      case 'pulling':
      case 'row-completed':
      case 'table-ended':
        return;
    }
  };
}

/** Such as `12 completed, 1 failed, 300 stood already`. */
export function describeCounts({ completed, failed, skipped }: RowCounts): string {
  const parts = [`${completed.toLocaleString('en')} completed`, `${failed.toLocaleString('en')} failed`];
  if (skipped > 0) parts.push(`${skipped.toLocaleString('en')} done before`);
  return parts.join(', ');
}
