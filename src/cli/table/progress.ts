import { endings, runText } from '../../core/tables/progressText';
import type { PassedRow, RowCounts, TableEvent } from '../../core/tables/tableEvents';
import { TableMeter } from '../../core/tables/tableProgress';
import type { Io } from '../io';

/** Failed rows are named one by one up to here; after that they are counted. */
const mostNamed = 20;

export interface Progress {
  readonly emit: (event: TableEvent) => void;
  readonly pass: (row: PassedRow) => void;
}

/** Tells a table run event by event on stdout. */
export function jsonProgress(io: Io): Pick<Progress, 'emit'> {
  return { emit: (event) => io.stdout.write(`${JSON.stringify(event)}\n`) };
}

/** Tells a run of so many processes on stderr. */
export function textProgress(processes: number, io: Io): Progress {
  const meter = new TableMeter(processes);
  const say = (line: string) => io.stderr.write(`${line}\n`);
  let named = 0;
  let tenths = 0;
  const advance = () => {
    const progress = meter.progress(Date.now());
    if (!progress || progress.total < 100 || progress.left === 0) return;
    const reached = Math.floor((10 * (progress.total - progress.left)) / progress.total);
    if (reached <= tenths) return;
    tenths = reached;
    say(runText(progress));
  };
  const tell = (event: TableEvent): void => {
    switch (event.event) {
      case 'process-started':
        [named, tenths] = [0, 0];
        return say(`${event.process}: ${event.total} rows`);
      case 'row-completed':
        return advance();
      case 'row-failed':
        if (++named <= mostNamed) say(`${event.process}: row ${event.reference_id} failed: ${event.error}`);
        else if (named === mostNamed + 1) say(`${event.process}: further rows failed; “llmflow results” with --status Failed lists them`);
        return advance();
      case 'process-ended':
        return say(`${event.process}: ${countsOf(event)}`);
      case 'table-ended':
        return say(`${event.error === undefined ? '' : `${event.error}\n`}The table run ${endings[event.status]}: ${countsOf(event)}.`);
    }
  };
  return {
    emit(event) {
      meter.add(event, Date.now());
      tell(event);
    },
    pass(row) {
      meter.pass(row, Date.now());
      advance();
    },
  };
}

function countsOf({ completed, failed, skipped }: RowCounts): string {
  return `${completed} completed, ${failed} failed, ${skipped} skipped`;
}
