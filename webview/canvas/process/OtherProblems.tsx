import type { ProcessProblem } from '../../../src/shared/protocol';
import { Icon } from '../../ui/Icon';

/** What is wrong with the process and is of no field that the dialog has. */
export function OtherProblems({ problems }: { readonly problems: readonly ProcessProblem[] }) {
  return (
    <div aria-live="polite" className="field-problems">
      {problems.map(({ severity, message }) => (
        <p key={message} className={`field-problem severity-${severity}`}>
          <Icon name={severity} />
          {message}
        </p>
      ))}
    </div>
  );
}
