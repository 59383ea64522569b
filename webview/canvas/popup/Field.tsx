import type { ReactNode } from 'react';
import { Icon } from '../../ui/Icon';

interface Props {
  /** Seen; the control inside carries the same as its accessible name. */
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what the control holds. Spoken as it comes and goes. */
  readonly problems?: readonly FieldProblem[];
  /** An id for them, where the control can name what describes it. */
  readonly problemsId?: string;
  readonly grow?: boolean;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export interface FieldProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
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
      <div id={problemsId} aria-live="polite" className="field-problems">
        {problems.map(({ severity, message }) => (
          <p key={message} className={`field-problem severity-${severity}`}>
            <Icon name={severity} />
            {message}
          </p>
        ))}
      </div>
      {hint !== undefined && hint !== false && <div className="field-hint">{hint}</div>}
    </div>
  );
}

/** A field's one problem as a list. */
export function errors(message: string | undefined): readonly FieldProblem[] {
  return message === undefined ? none : [{ severity: 'error', message }];
}
