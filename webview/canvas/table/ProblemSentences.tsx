import type { CanvasProblem } from '../../../src/shared/protocol';
import { post } from '../vscodeApi';

/** Each problem as a sentence that leads to its line. */
export function ProblemSentences({ problems }: { readonly problems: readonly CanvasProblem[] }) {
  return problems.map(({ rule, severity, message, line }) => (
    <button
      key={`${rule} ${line} ${message}`}
      type="button"
      className={`table-problem severity-${severity}`}
      title={`${rule}, line ${line}. Click to open the text there.`}
      onClick={() => post({ type: 'open-text', line })}
    >
      {message}
    </button>
  ));
}
