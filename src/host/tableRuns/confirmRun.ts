import * as vscode from 'vscode';
import { estimateLines } from '../../core/tables/estimateText';
import { costText } from '../../core/tables/progressText';
import type { TableEstimate } from '../../core/tables/estimate';
import type { TableRequest } from '../../core/tables/prepareTable';
import { firstRows } from './worthAsking';

/** What is to be decided before a run that is not cheap. */
export interface Question {
  /** The workflow as the user knows it. */
  readonly name: string;
  readonly request: TableRequest;
  readonly estimate: TableEstimate;
}

/** Undefined: the user wants no run. An answer that comes after the run was cancelled counts for nothing. */
export type Confirm = (question: Question) => Promise<'run' | 'first-rows' | undefined>;

export const confirmRun: Confirm = async ({ name, request, estimate }) => {
  const run = 'Run';
  const tryOut = `Try ${firstRows} Rows First`;
  const choice = await vscode.window.showInformationMessage(`Run the table of “${name}”?`, { modal: true, detail: detailOf(estimate, request.flow.budget) }, run, tryOut);
  if (choice === run) return 'run';
  return choice === tryOut ? 'first-rows' : undefined;
};

export function detailOf(estimate: TableEstimate, budget: number | undefined): string {
  const limit = budget === undefined ? 'The file sets no budget.' : `The file’s budget stops the run at ${costText(budget)}.`;
  return [...estimateLines(estimate).map((line) => `• ${line}`), '', limit].join('\n');
}
