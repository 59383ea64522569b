import { isDeepStrictEqual } from 'node:util';
import type { ProcessIdentity } from '../../core/store/processIdentity';
import { processState, thisProcess } from '../../core/store/processState';

/** Where a run that is said to go on does so: in this window, in another process, nowhere any more, or it cannot be told from here. */
export type RunPlace = 'here' | 'elsewhere' | 'nowhere' | 'unknown';

/** For so many milliseconds it is taken for granted that a process runs: to ask the system takes its time on some. */
const believedMs = 2_000;

const asked = new Map<string, { readonly at: number; readonly place: Promise<RunPlace> }>();

/** Where a run goes on that this window does not know of. A run without a runner was left behind by an earlier version. */
export function placeOfRunner(runner: ProcessIdentity | null): Promise<RunPlace> {
  if (runner === null) return Promise.resolve('nowhere');
  const key = JSON.stringify(runner);
  const known = asked.get(key);
  if (known && Date.now() - known.at < believedMs) return known.place;
  const place = lookFor(runner);
  asked.set(key, { at: Date.now(), place });
  return place;
}

async function lookFor(runner: ProcessIdentity): Promise<RunPlace> {
  // This window would know of it.
  if (isDeepStrictEqual(runner, await thisProcess())) return 'nowhere';
  const state = await processState(runner);
  return state === 'running' ? 'elsewhere' : state === 'ended' ? 'nowhere' : 'unknown';
}
