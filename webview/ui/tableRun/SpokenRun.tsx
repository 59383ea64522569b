import type { TableRunState } from '../../../src/shared/tableRun';
import { spoken } from './words';

/** Tells a screen reader how a run goes, where it would hear of every row otherwise. */
export function SpokenRun({ run }: { readonly run: TableRunState | undefined }) {
  return (
    <span className="hidden-text" role="status" aria-live="polite">
      {run && spoken(run)}
    </span>
  );
}
