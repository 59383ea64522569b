import type { RowCounts, TableEvent } from '../../core/tables/tableEvents';
import type { Io } from '../io';

/** Failed rows are named one by one up to here; after that they are counted. */
const mostNamed = 20;

/** Tells a table run on stderr, or with `json` event by event on stdout. */
export function createProgress(json: boolean, io: Io): (event: TableEvent) => void {
  if (json) return (event) => io.stdout.write(`${JSON.stringify(event)}\n`);
  const say = (line: string) => io.stderr.write(`${line}\n`);
  let done = 0;
  let named = 0;
  let total = 0;
  const advance = (process: string) => {
    done++;
    const tenth = Math.max(Math.ceil(total / 10), 1);
    if (total >= 100 && done % tenth === 0 && done < total) say(`${process}: ${done} of ${total} rows`);
  };
  return (event) => {
    switch (event.event) {
      case 'process-started':
        [done, named, total] = [0, 0, event.total];
        return say(`${event.process}: ${total} rows`);
      case 'row-completed':
        return advance(event.process);
      case 'row-failed':
        if (++named <= mostNamed) say(`${event.process}: row ${event.reference_id} failed: ${event.error}`);
        else if (named === mostNamed + 1) say(`${event.process}: further rows failed; “llmflow results” with --status Failed lists them`);
        return advance(event.process);
      case 'process-ended':
        return say(`${event.process}: ${countsOf(event)}`);
      case 'table-ended':
        return say(`${event.error === undefined ? '' : `${event.error}\n`}The table run ${endings[event.status]}: ${countsOf(event)}.`);
    }
  };
}

const endings = { completed: 'completed', failed: 'failed', cancelled: 'was cancelled', budget: 'stopped at its budget' } as const;

function countsOf({ completed, failed, skipped }: RowCounts): string {
  return `${completed} completed, ${failed} failed, ${skipped} skipped`;
}
