import { Icon } from '../../ui/Icon';

export interface FieldProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

interface Props {
  readonly problems: readonly FieldProblem[];
  /** Where a control can name what describes it. */
  readonly id?: string | undefined;
}

/** What is wrong, spoken as it comes and goes. */
export function FieldProblems({ problems, id }: Props) {
  return (
    <div id={id} aria-live="polite" className="field-problems">
      {problems.map(({ severity, message }) => (
        <p key={message} className={`field-problem severity-${severity}`}>
          <Icon name={severity} />
          {message}
        </p>
      ))}
    </div>
  );
}
