import type { NodeRunGlance } from '../../../core/store/history';
import type { RunRow } from '../../../core/store/records';
import { progressText } from '../../../core/tables/progressText';
import { plainLine } from '../../../core/text/plainLine';
import { cellsText, spentText } from './amounts';
import type { Line } from './line';
import { hasFailedRows, stateIcons, stateOfRun, stateWords, wordOfRun, type ShownRun, type ShownState } from './states';
import { elapsedText, momentText } from './times';

/** A run in the history of a workspace folder. */
export interface ListedRun extends ShownRun {
  readonly folder: string;
  /** The workflow as the user knows it. */
  readonly name: string;
  /** The workflow's URI, if its file is still there. */
  readonly uri?: string;
  /** Of a flow run. */
  readonly nodes: () => Promise<readonly NodeRunGlance[]>;
}

/** The newest first. */
export function runLines(runs: readonly ListedRun[], now: Date): Line[] {
  const sorted = [...runs].sort(({ run: a }, { run: b }) => (a.started_at < b.started_at ? 1 : a.started_at > b.started_at ? -1 : 0));
  return sorted.map((listed) => (listed.run.kind === 'flow' ? flowRunLine(listed, now) : tableRunLine(listed, now)));
}

function flowRunLine(listed: ListedRun, now: Date): Line {
  const { folder, run, name, uri, nodes } = listed;
  const state = stateOfRun(listed);
  const description = told(listed, now);
  return {
    id: `run ${run.run_id}`,
    label: name,
    description,
    icon: stateIcons[state],
    details: [run.path, `The run ${endOf(listed)}.`, ...spentDetails(run), ...(run.error === null ? [] : [run.error])],
    spoken: `${name}, ${stateWords[state]}, ${description}`,
    traits: uri === undefined ? 'run' : 'run workflow',
    ...(uri !== undefined && { workflow: uri }),
    children: async () => (await nodes()).map((node) => nodeLine(folder, run, state, node)),
  };
}

function tableRunLine(listed: ListedRun, now: Date): Line {
  const { run, name, uri, live } = listed;
  const description = `table, ${live ? progressOf(live) : told(listed, now)}`;
  const traits = ['tableRun', ...(uri === undefined ? [] : ['workflow']), ...(live ? ['tableRunning'] : [])];
  const cells = cellsText(run);
  return {
    id: `run ${run.run_id}`,
    label: name,
    description,
    icon: stateIcons[stateOfRun(listed)],
    details: [
      run.path,
      `The table run ${endOf(listed)}.`,
      ...(live?.progress ? [`${live.progress.process}: ${progressOf(live)}.`] : []),
      ...(live || cells === undefined ? [] : [`${(run.processes ?? []).join(', ')}: ${cells}.`]),
      ...(live ? [] : spentDetails(run)),
      ...(run.error === null ? [] : [run.error]),
    ],
    spoken: `Table of ${name}, ${wordOfRun(listed)}, ${description}`,
    traits: traits.join(' '),
    ...(uri !== undefined && { opens: { what: 'results', uri }, workflow: uri }),
  };
}

function progressOf({ progress }: NonNullable<ShownRun['live']>): string {
  return progress ? progressText(progress) : 'reading the source';
}

function spentDetails(run: RunRow): string[] {
  const spent = spentText(run);
  return spent === undefined ? [] : [`It took ${spent}.`];
}

/** The icon tells how it went; the words tell when, how long, and what the icon alone would leave unclear. */
function told(shown: ShownRun, now: Date): string {
  const { started_at, ended_at, failed } = shown.run;
  const parts = stateOfRun(shown) === 'completed' ? [] : [hasFailedRows(shown.run) ? `${(failed ?? 0).toLocaleString('en')} failed` : wordOfRun(shown)];
  parts.push(momentText(started_at, now));
  if (ended_at !== null) parts.push(elapsedText(started_at, ended_at));
  return parts.join(' · ');
}

/** “The run…” */
function endOf(shown: ShownRun): string {
  if (hasFailedRows(shown.run)) return 'ended with failed rows';
  return shown.place === 'elsewhere' ? 'goes on in another window or in a terminal' : ends[stateOfRun(shown)];
}

const ends: Readonly<Record<ShownState, string>> = {
  never: 'has not begun',
  waiting: 'waits',
  running: 'goes on',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'was cancelled',
  interrupted: 'was interrupted: the window or the command that ran it was ended before it',
  unclear: 'began on another computer or in another container, and it cannot be told from here whether it goes on',
  budget: 'stopped at its budget',
  skipped: 'was skipped',
};

/** So much of an output fits into a line. */
const previewCharacters = 120;

function nodeLine(folder: string, run: RunRow, runState: ShownState, node: NodeRunGlance): Line {
  const state = stateOfNode(node.status, runState);
  const said = node.error ?? node.output;
  const preview = said === null ? stateWords[state] : shortened(said);
  const spent = spentText(node);
  const took = node.started_at === null || node.ended_at === null ? '' : ` in ${elapsedText(node.started_at, node.ended_at)}`;
  const hasText = node.output !== null || node.error !== null;
  return {
    id: `node ${run.run_id} ${node.node_id}`,
    label: node.node_id,
    description: preview,
    icon: stateIcons[state],
    details: [
      `${stateWords[state]}${took}${spent === undefined ? '' : `, ${spent}`}`,
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
