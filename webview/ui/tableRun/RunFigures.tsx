import type { TableProgress } from '../../../src/core/tables/tableProgress';
import { figuresOf } from './words';
import './runFigures.css';

/** Rows left, speed, time, tokens and cost of a run, beside each other. */
export function RunFigures({ progress }: { readonly progress: TableProgress }) {
  return (
    <span className="run-figures">
      {figuresOf(progress).map(({ id, text, title }) => (
        <span key={id} title={title}>
          {text}
        </span>
      ))}
    </span>
  );
}
