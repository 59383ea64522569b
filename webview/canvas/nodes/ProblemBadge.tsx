import type { CanvasProblem } from '../../../src/shared/protocol';
import { Icon } from '../../ui/Icon';

export function ProblemBadge({ problems }: { readonly problems: readonly CanvasProblem[] }) {
  if (problems.length === 0) return null;
  const severity = problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
  const messages = problems.map((problem) => problem.message).join('\n');
  return (
    <span className={`problem-badge severity-${severity}`} role="img" aria-label={messages} title={messages}>
      <Icon name={severity} />
      {problems.length > 1 && problems.length}
    </span>
  );
}
