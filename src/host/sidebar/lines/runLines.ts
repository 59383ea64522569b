import type { NodeRunGlance } from '../../../core/store/history';
import type { RunRow } from '../../../core/store/records';
import { progressText, tokensText } from '../../../core/tables/progressText';
import { plainLine } from '../../../core/text/plainLine';
import type { TableRunState } from '../../../shared/tableRun';
import type { Line } from './line';
import { stateIcons, stateOfRun, stateOfTable, stateWords, type ShownState } from './states';
import { elapsedText, momentText } from './times';

/** A run of a workflow's flow, from the history of a workspace folder. */
export interface ShownFlowRun {
  readonly kind: 'flow';
  readonly folder: string;
  readonly run: RunRow;
  readonly goesOnHere: boolean;
  /** The workflow as the user knows it. */
  readonly name: string;
  /** The workflow's URI, if its file is still there. */
  readonly uri?: string;
  readonly nodes: () => Promise<readonly NodeRunGlance[]>;
}

/** A run of a workflow's table in this window. */
export interface ShownTableRun {
  readonly kind: 'table';
  readonly uri: string;
  readonly name: string;
  readonly state: TableRunState;
}

/** The newest first. */
export function runLines(runs: readonly (ShownFlowRun | ShownTableRun)[], now: Date): Line[] {
  const dated = runs.map((shown) => ({ shown, began: shown.kind === 'flow' ? shown.run.started_at : shown.state.startedAt }));
  dated.sort((a, b) => (a.began < b.began ? 1 : a.began > b.began ? -1 : 0));
  return dated.map(({ shown }) => (shown.kind === 'flow' ? flowRunLine(shown, now) : tableRunLine(shown, now)));
}

function flowRunLine({ folder, run, goesOnHere, name, uri, nodes }: ShownFlowRun, now: Date): Line {
  const state = stateOfRun(run, goesOnHere);
  const description = told(state, run.started_at, run.ended_at, now);
  return {
    id: `run ${run.run_id}`,
    label: name,
    description,
    icon: stateIcons[state],
    details: [run.path, `The run ${ends[state]}.`, ...(run.error === null ? [] : [run.error])],
    spoken: `${name}, ${stateWords[state]}, ${description}`,
    traits: uri === undefined ? 'run' : 'run workflow',
    ...(uri !== undefined && { workflow: uri }),
    children: async () => (await nodes()).map((node) => nodeLine(folder, run, state, node)),
  };
}

function tableRunLine({ uri, name, state }: ShownTableRun, now: Date): Line {
  const shown = stateOfTable(state);
  const { progress, outcome } = state;
  const rows = progress ? progressText(progress) : 'reading the source';
  const description = outcome ? `table, ${told(shown, state.startedAt, state.endedAt ?? null, now)}` : `table, ${rows}`;
  return {
    id: `table run ${uri} ${state.startedAt}`,
    label: name,
    description,
    icon: stateIcons[shown],
    details: [
      `The table run ${ends[shown]}.`,
      ...(progress ? [`${progress.process}: ${rows}.`] : []),
      ...(outcome?.error === undefined ? [] : [outcome.error]),
    ],
    spoken: `Table of ${name}, ${stateWords[shown]}, ${description}`,
    traits: outcome ? 'tableRun workflow' : 'tableRun workflow tableRunning',
    opens: { what: 'results', uri },
    workflow: uri,
  };
}

/** The icon tells how it went; the words tell when, how long, and what the icon alone would leave unclear. */
function told(state: ShownState, start: string, end: string | null, now: Date): string {
  const parts = state === 'completed' ? [] : [stateWords[state]];
  parts.push(momentText(start, now));
  if (end !== null) parts.push(elapsedText(start, end));
  return parts.join(' · ');
}

const ends: Readonly<Record<ShownState, string>> = {
  never: 'has not begun',
  waiting: 'waits',
  running: 'goes on',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'was cancelled',
  interrupted: 'was interrupted: the window that ran it was closed before it ended',
  budget: 'stopped at its budget',
  skipped: 'was skipped',
};

/** So much of an output fits into a line. */
const previewCharacters = 120;

function nodeLine(folder: string, run: RunRow, runState: ShownState, node: NodeRunGlance): Line {
  const state = stateOfNode(node.status, runState);
  const said = node.error ?? node.output;
  const preview = said === null ? stateWords[state] : shortened(said);
  const tokens = node.input_tokens === null && node.output_tokens === null ? undefined : (node.input_tokens ?? 0) + (node.output_tokens ?? 0);
  const took = node.started_at === null || node.ended_at === null ? '' : ` in ${elapsedText(node.started_at, node.ended_at)}`;
  const hasText = node.output !== null || node.error !== null;
  return {
    id: `node ${run.run_id} ${node.node_id}`,
    label: node.node_id,
    description: preview,
    icon: stateIcons[state],
    details: [
      `${stateWords[state]}${took}${tokens === undefined ? '' : `, ${tokensText(tokens)} tokens`}`,
      ...(said === null ? [] : [said.length > 300 ? `${said.slice(0, 299)}…` : said]),
    ],
    spoken: `Node ${node.node_id}, ${stateWords[state]}, ${preview}`,
    traits: 'nodeRun',
    ...(hasText && { opens: { what: 'node-run', folder, run: run.run_id, node: node.node_id, startedAt: run.started_at } }),
  };
}

/** In a run that has ended without saying so, nothing goes on any more. */
function stateOfNode(status: NodeRunGlance['status'], run: ShownState): ShownState {
  if (run !== 'interrupted') return status;
  return status === 'running' ? 'interrupted' : status === 'waiting' ? 'never' : status;
}

function shortened(text: string): string {
  const line = plainLine(text).replace(/\s+/g, ' ').trim();
  return line.length > previewCharacters ? `${line.slice(0, previewCharacters - 1)}…` : line;
}
