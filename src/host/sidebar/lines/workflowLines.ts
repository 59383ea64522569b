import type { NodeRunRow, RunRow } from '../../../core/store/records';
import type { Standing } from '../../../core/tables/overview';
import { progressText } from '../../../core/tables/progressText';
import type { TableRunState } from '../../../shared/tableRun';
import type { Line } from './line';
import { stateIcons, stateOfRun, stateOfTable, stateWords, type ShownState } from './states';
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
  readonly lastRun?: ShownRun;
  /** Of the last table run in this window. */
  readonly tableRun?: TableRunState;
  /** What the tables hold of its processes, by name. */
  readonly standings?: ReadonlyMap<string, Standing>;
  /** Of its source, if that was ever pulled. */
  readonly rows?: number;
}

export interface ShownRun {
  readonly run: RunRow;
  readonly goesOnHere: boolean;
  readonly nodes: ReadonlyMap<NodeRunRow['status'], number>;
}

export function workflowLines(workflows: readonly ShownWorkflow[], now: Date): Line[] {
  return [...workflows].sort((a, b) => a.path.localeCompare(b.path)).map((workflow) => workflowLine(workflow, now));
}

function workflowLine(workflow: ShownWorkflow, now: Date): Line {
  const { uri, name, path, hasNodes, processes } = workflow;
  const state = latestState(workflow);
  const details = [...flowDetails(workflow.lastRun, now), ...tableDetails(workflow.tableRun, now)];
  const isRunning = workflow.lastRun?.goesOnHere === true && workflow.lastRun.run.status === 'running';
  const traits = ['workflow', ...(isRunning ? ['running'] : hasNodes ? ['idle'] : [])];
  if (processes.length > 0) traits.push(workflow.tableRun && workflow.tableRun.state !== 'ended' ? 'tableRunning' : 'table');
  return {
    id: `workflow ${uri}`,
    label: name,
    description: path,
    icon: stateIcons[state],
    details: [path, ...(details.length > 0 ? details : ['It has not run yet.'])],
    spoken: `${name}, ${stateWords[state]}, ${path}`,
    traits: traits.join(' '),
    opens: { what: 'workflow', uri },
    workflow: uri,
    ...(processes.length > 0 && { children: () => processes.map((process) => processLine(workflow, process)) }),
  };
}

/** Of flow and table, what runs, else what began last. */
function latestState({ lastRun, tableRun }: ShownWorkflow): ShownState {
  const flow = lastRun && stateOfRun(lastRun.run, lastRun.goesOnHere);
  const table = tableRun && stateOfTable(tableRun);
  if (flow === 'running' || table === 'running') return 'running';
  if (!lastRun || !tableRun) return flow ?? table ?? 'never';
  return (lastRun.run.started_at > tableRun.startedAt ? flow : table) ?? 'never';
}

function flowDetails(last: ShownRun | undefined, now: Date): string[] {
  if (!last) return [];
  const { run, goesOnHere, nodes } = last;
  const state = stateOfRun(run, goesOnHere);
  const took = run.ended_at === null ? '' : `, took ${elapsedText(run.started_at, run.ended_at)}`;
  const counts = [...nodes].map(([status, count]) => `${count.toLocaleString('en')} ${status}`).join(', ');
  const sentence = `Last run: ${stateWords[state]}, begun ${momentText(run.started_at, now)}${took}${counts === '' ? '.' : `; nodes: ${counts}.`}`;
  return run.error === null ? [sentence] : [sentence, run.error];
}

function tableDetails(state: TableRunState | undefined, now: Date): string[] {
  if (!state) return [];
  const { startedAt, endedAt, progress, outcome } = state;
  const begun = `begun ${momentText(startedAt, now)}`;
  if (!outcome) return [`Table: running, ${begun}${progress ? `; ${progress.process}: ${progressText(progress)}` : ''}.`];
  const took = endedAt === undefined ? '' : `, took ${elapsedText(startedAt, endedAt)}`;
  const sentence = `Table: ${stateWords[stateOfTable(state)]}, ${begun}${took}; ${countsText(outcome.completed + outcome.skipped, outcome.failed)}.`;
  return outcome.error === undefined ? [sentence] : [sentence, outcome.error];
}

function processLine({ uri, name, standings, rows, tableRun }: ShownWorkflow, process: string): Line {
  const standing = standings?.get(process);
  const isRunning = tableRun?.state === 'running' && tableRun.progress?.process === process;
  const left = rows === undefined || !standing ? undefined : Math.max(0, rows - standing.completed - standing.failed);
  const state = isRunning ? 'running' : stateOfStanding(standing, left);
  const description = standing ? countsText(standing.completed, standing.failed, left) : stateWords.never;
  return {
    id: `process ${uri} ${process}`,
    label: process,
    description,
    icon: stateIcons[state],
    details: [`A process of ${name}.`, standing ? `Rows: ${description}.` : 'None of its rows has run yet.'],
    spoken: `Process ${process}, ${description}`,
    traits: 'process',
    opens: { what: 'process', uri, process },
    workflow: uri,
  };
}

function stateOfStanding(standing: Standing | undefined, left: number | undefined): ShownState {
  if (!standing) return 'never';
  if (standing.failed > 0) return 'failed';
  return left === 0 ? 'completed' : 'waiting';
}

function countsText(completed: number, failed: number, left = 0): string {
  const parts = [`${completed.toLocaleString('en')} completed`];
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`);
  if (left > 0) parts.push(`${left.toLocaleString('en')} left`);
  return parts.join(', ');
}
