import type { NodeRunRow } from '../../../core/store/records';
import type { Standing } from '../../../core/tables/overview';
import { progressText } from '../../../core/tables/progressText';
import { cellsText, spentText } from './amounts';
import { unread, type Line } from './line';
import { stateIcons, stateOfRun, stateWords, wordOfRun, type ShownRun, type ShownState } from './states';
import { elapsedText, momentText } from './times';

/** A workflow and all that is known of its runs. */
export interface ShownWorkflow {
  readonly uri: string;
  readonly name: string;
  /** As the user tells workflows apart: relative to the workspace. */
  readonly path: string;
  /** One that has none is there for its table. */
  readonly hasNodes: boolean;
  readonly processes: readonly string[];
  readonly lastRun?: ShownFlowRun;
  readonly lastTableRun?: ShownRun;
  /** What the tables hold of its processes, by name. */
  readonly standings?: ReadonlyMap<string, Standing>;
  /** Of its source, if that was ever pulled. */
  readonly rows?: number;
  /** Nobody may look into the tables, as the workspace is not trusted. */
  readonly isUnread?: boolean;
}

export interface ShownFlowRun extends ShownRun {
  readonly nodes: ReadonlyMap<NodeRunRow['status'], number>;
}

export function workflowLines(workflows: readonly ShownWorkflow[], now: Date): Line[] {
  return [...workflows].sort((a, b) => a.path.localeCompare(b.path)).map((workflow) => workflowLine(workflow, now));
}

function workflowLine(workflow: ShownWorkflow, now: Date): Line {
  const { uri, name, path, hasNodes, processes, isUnread = false } = workflow;
  const state = latestState(workflow);
  const details = [...flowDetails(workflow.lastRun, now), ...tableDetails(workflow.lastTableRun, now)];
  const isRunning = workflow.lastRun?.place === 'here' && workflow.lastRun.run.status === 'running';
  const traits = ['workflow', ...(isRunning ? ['running'] : hasNodes ? ['idle'] : [])];
  if (processes.length > 0) traits.push(workflow.lastTableRun?.live ? 'tableRunning' : 'table');
  return {
    id: `workflow ${uri}`,
    label: name,
    description: path,
    icon: stateIcons[state],
    details: [path, ...(details.length > 0 ? details : [isUnread ? unread : state === 'never' ? 'It has not run yet.' : 'The history knows of no run, but its table has results.'])],
    spoken: `${name}, ${state === 'never' ? neverWords(isUnread) : stateWords[state]}, ${path}`,
    traits: traits.join(' '),
    opens: { what: 'workflow', uri },
    workflow: uri,
    ...(processes.length > 0 && { children: () => processes.map((process) => processLine(workflow, process)) }),
  };
}

/** Of flow and table, what runs, else what began last. */
function latestState(workflow: ShownWorkflow): ShownState {
  const { lastRun, lastTableRun } = workflow;
  const flow = lastRun && stateOfRun(lastRun);
  const table = lastTableRun && stateOfRun(lastTableRun);
  if (flow === 'running' || table === 'running') return 'running';
  if (!lastRun || !lastTableRun) return flow ?? table ?? stateOfResults(workflow);
  return (lastRun.run.started_at > lastTableRun.run.started_at ? flow : table) ?? 'never';
}

/** Results outlive the history, and earlier versions kept none of table runs. */
function stateOfResults({ processes, standings, rows }: ShownWorkflow): ShownState {
  const states = processes.map((process) => stateOfStanding(standings?.get(process), rows));
  if (states.includes('failed')) return 'failed';
  if (states.every((state) => state === 'never')) return 'never';
  return states.every((state) => state === 'completed') ? 'completed' : 'waiting';
}

function flowDetails(last: ShownFlowRun | undefined, now: Date): string[] {
  if (!last) return [];
  const counts = [...last.nodes].map(([status, count]) => `${count.toLocaleString('en')} ${status}`).join(', ');
  return runDetails('Last run', last, now, counts === '' ? undefined : `nodes: ${counts}`);
}

function tableDetails(last: ShownRun | undefined, now: Date): string[] {
  if (!last) return [];
  const progress = last.live?.progress;
  return runDetails('Table', last, now, progress ? `${progress.process}: ${progressText(progress)}` : cellsText(last.run));
}

/** Such as `Last run: failed, begun 14:03, took 2.1 s; nodes: 3 completed.`, then why it failed. */
function runDetails(what: string, shown: ShownRun, now: Date, counts: string | undefined): string[] {
  const { started_at, ended_at, error } = shown.run;
  const took = ended_at === null ? '' : `, took ${elapsedText(started_at, ended_at)}`;
  const figures = [counts, spentText(shown.run)].filter((part) => part !== undefined);
  const sentence = `${what}: ${[`${wordOfRun(shown)}, begun ${momentText(started_at, now)}${took}`, ...figures].join('; ')}.`;
  return error === null ? [sentence] : [sentence, error];
}

function processLine({ uri, name, standings, rows, lastTableRun, isUnread = false }: ShownWorkflow, process: string): Line {
  const standing = standings?.get(process);
  const isRunning = lastTableRun?.live?.progress?.process === process;
  const left = standing && leftOf(standing, rows);
  const state = isRunning ? 'running' : stateOfStanding(standing, rows);
  const description = standing ? countsText(standing.completed, standing.failed, left) : neverWords(isUnread);
  return {
    id: `process ${uri} ${process}`,
    label: process,
    description,
    icon: stateIcons[state],
    details: [`A process of ${name}.`, standing ? `Rows: ${description}.` : isUnread ? unread : 'None of its rows has run yet.'],
    spoken: `Process ${process}, ${description}`,
    traits: 'process',
    opens: { what: 'process', uri, process },
    workflow: uri,
  };
}

function neverWords(isUnread: boolean): string {
  return isUnread ? 'runs not known' : stateWords.never;
}

function stateOfStanding(standing: Standing | undefined, rows: number | undefined): ShownState {
  if (!standing) return 'never';
  if (standing.failed > 0) return 'failed';
  return leftOf(standing, rows) === 0 ? 'completed' : 'waiting';
}

/** Undefined while nobody knows how many rows there are. */
function leftOf({ completed, failed }: Standing, rows: number | undefined): number | undefined {
  return rows === undefined ? undefined : Math.max(0, rows - completed - failed);
}

function countsText(completed: number, failed: number, left = 0): string {
  const parts = [`${completed.toLocaleString('en')} completed`];
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`);
  if (left > 0) parts.push(`${left.toLocaleString('en')} left`);
  return parts.join(', ');
}
