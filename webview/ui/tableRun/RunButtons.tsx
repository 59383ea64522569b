import type { TableRunState, TableRunWish } from '../../../src/shared/tableRun';
import { IconButton } from '../IconButton';
import { counted } from '../amounts';
import { isGoingOn } from './words';

/** As many rows as are worth looking at before all of them are paid for. */
const firstRows = 10;

interface Props {
  /** The workflow's run that goes on, or its last one. */
  readonly run: TableRunState | undefined;
  /** Whether it may run, else why not. */
  readonly runnable: true | string;
  /** It is what the page is for. */
  readonly prominent?: boolean;
  readonly onRun: (wish: TableRunWish) => void;
  /** Absent where the run is cancelled elsewhere. */
  readonly onCancel?: () => void;
}

/** Runs a table, or part of it; while it runs, cancels it, or rests. */
export function RunButtons({ run, runnable, prominent = false, onRun, onCancel }: Props) {
  if (isGoingOn(run) && onCancel) {
    return (
      <IconButton icon="debug-stop" label="Cancel table run" className={prominent ? 'primary cancel' : ''} title="Cancel the table run. What is done stays." onClick={onCancel}>
        Cancel
      </IconButton>
    );
  }
  const outcome = run?.outcome;
  const isStopped = outcome?.status === 'cancelled' || outcome?.status === 'budget' || outcome?.error !== undefined;
  const failed = outcome?.failed ?? 0;
  const refusal = isGoingOn(run) ? 'The table is running.' : runnable;
  const disabled = refusal !== true;
  const titled = (title: string) => (disabled ? refusal : title);
  return (
    <>
      <IconButton
        icon={isStopped ? 'debug-continue' : 'run-all'}
        label={isStopped ? 'Resume' : 'Run table'}
        className={prominent ? 'primary' : ''}
        disabled={disabled}
        title={titled(isStopped ? 'Go on where the table run stopped' : 'Run the processes over all rows that are not done yet')}
        onClick={() => onRun(isStopped ? { resume: true } : {})}
      >
        {isStopped ? 'Resume' : 'Run table'}
      </IconButton>
      <IconButton
        icon="beaker"
        label={`First ${firstRows} rows`}
        disabled={disabled}
        title={titled(`Try the processes on the first ${firstRows} rows`)}
        onClick={() => onRun({ limit: firstRows })}
      >
        <span className="wide-only">First {firstRows} rows</span>
      </IconButton>
      <IconButton
        icon="debug-restart"
        label="Retry failed rows"
        disabled={disabled}
        title={titled(failed > 0 ? `Run ${counted(failed, 'failed row')} again` : 'Run the rows again that failed')}
        onClick={() => onRun({ retryFailed: true })}
      >
        <span className="wide-only">Retry failed</span>
      </IconButton>
    </>
  );
}
