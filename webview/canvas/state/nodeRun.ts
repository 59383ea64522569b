import type { Retrieval, Spent } from '../../../src/core/run/events';
import type { ToCanvas } from '../../../src/shared/protocol';

export type RunEvent = Extract<ToCanvas, { type: 'run-events' }>['events'][number];

/** What one node has done in the present or last run. A new object for every change. */
export interface NodeRun {
  readonly status: 'waiting' | 'running' | 'completed' | 'failed' | 'skipped';
  /** The text that has arrived, in parts of which only the last still grows: showing more costs the same at any length. */
  readonly parts: readonly string[];
  /** Why the request was made again. */
  readonly retry?: string;
  readonly result?: { readonly output: string; readonly description: string; readonly found: boolean };
  /** Why it failed or was skipped. */
  readonly reason?: string;
  /** What was looked up for it, and what its call took. */
  readonly retrieval?: Retrieval;
  readonly spent?: Spent;
}

export const waiting: NodeRun = { status: 'waiting', parts: [] };
const partSize = 2_000;

export function withText(run: NodeRun, text: string): NodeRun {
  const done = run.parts.slice(0, -1);
  let last = (run.parts.at(-1) ?? '') + text;
  while (last.length > partSize) {
    const cut = whereToCut(last);
    done.push(last.slice(0, cut));
    last = last.slice(cut);
  }
  return { ...run, parts: [...done, last] };
}

/** After a line if there is one, because parts are drawn as blocks; never inside a surrogate pair. */
function whereToCut(text: string): number {
  const afterLine = text.lastIndexOf('\n', partSize - 1) + 1;
  if (afterLine > 0) return afterLine;
  return /[\uD800-\uDBFF]/.test(text.charAt(partSize - 1)) ? partSize - 1 : partSize;
}

type NodeEvent = Extract<RunEvent, { node: string }>;

/** The node after an event other than text; `attempt` voids the text so far. */
export function afterEvent(run: NodeRun, event: NodeEvent): NodeRun {
  switch (event.event) {
    case 'node-started':
      return { status: 'running', parts: [] };
    case 'node-delta': {
      if (event.attempt === undefined) return withText(run, event.text);
      return { status: 'running', parts: [], retry: `Attempt ${event.attempt}: ${event.reason ?? 'the request failed'}` };
    }
    case 'node-completed': {
      const { output, description, found } = event;
      return { status: 'completed', parts: [], result: { output, description, found }, retrieval: event, spent: event };
    }
    case 'node-failed': {
      const parts = event.description === undefined ? run.parts : [event.description];
      return { status: 'failed', parts, reason: event.error, retrieval: event };
    }
    case 'node-skipped':
      return { status: 'skipped', parts: [], reason: event.reason };
  }
}

/** A node that the end of the run caught before its own. */
export function afterRunEnded(run: NodeRun): NodeRun {
  if (run.status !== 'waiting' && run.status !== 'running') return run;
  return { ...run, status: 'skipped', reason: 'The run ended before this node did.' };
}
