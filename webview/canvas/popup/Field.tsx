import type { ReactNode } from 'react';
import { FieldProblems, type FieldProblem } from './FieldProblems';

interface Props {
  /** Seen; the control inside carries the same as its accessible name. */
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what the control holds. */
  readonly problems?: readonly FieldProblem[];
  /** An id for them, where the control can name what describes it. */
  readonly problemsId?: string;
  readonly grow?: boolean;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

const none: readonly FieldProblem[] = [];

export function Field({ label, hint, problems = none, problemsId, grow = false, action, children }: Props) {
  return (
    <div className={`field ${grow ? 'grow' : ''}`}>
      <div className="field-label">
        <span aria-hidden="true">{label}</span>
        {action}
      </div>
      {children}
      <FieldProblems problems={problems} id={problemsId} />
      {hint !== undefined && hint !== false && <div className="field-hint">{hint}</div>}
    </div>
  );
}

/** A field's one problem as a list. */
export function errors(message: string | undefined): readonly FieldProblem[] {
  return message === undefined ? none : [{ severity: 'error', message }];
}
