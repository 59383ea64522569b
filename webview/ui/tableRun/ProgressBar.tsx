import { doneOf, inWords, progressParts, type RowCounts } from './words';
import './progressBar.css';

interface Props {
  readonly label: string;
  /** Undefined: nobody knows how far it is. */
  readonly progress: (RowCounts & { readonly total: number }) | undefined;
  readonly isRunning: boolean;
}

/** Rows done, and after them those that failed, of all. */
export function ProgressBar({ label, progress, isRunning }: Props) {
  if (!progress) return <div className="progress-bar unknown" role="progressbar" aria-label={label} />;
  const { total, failed } = progress;
  const done = doneOf(progress);
  return (
    <div
      className={`progress-bar ${isRunning ? 'running' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={inWords(progressParts(progress))}
    >
      <div className="progress-done" style={{ width: share(done - failed, total) }} />
      <div className="progress-failed" style={{ width: share(failed, total) }} />
    </div>
  );
}

function share(count: number, total: number): string {
  return `${total === 0 ? 0 : (count / total) * 100}%`;
}
