import { useEffect, useRef } from 'react';
import type { CanvasProblem } from '../../../src/shared/protocol';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { post } from '../vscodeApi';
import { nodeOf, view } from '../state/document';
import { closeOverlay, overlay } from '../state/overlay';
import { revealed } from '../state/reveal';

const none: readonly CanvasProblem[] = [];

export function ProblemsButton() {
  const problems = useSelected(view, (current) => current?.problems ?? none);
  const open = useStore(overlay)?.kind === 'problems';
  if (problems.length === 0) return null;
  const severity = problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
  const label = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return (
    <span className="anchor">
      <IconButton
        icon={severity}
        label={label}
        className={`severity-${severity}`}
        expanded={open}
        onClick={() => (open ? closeOverlay() : overlay.set({ kind: 'problems' }))}
      >
        {problems.length}
      </IconButton>
      {open && <ProblemsList problems={problems} />}
    </span>
  );
}

/** Choosing a problem goes to its node, or to its line in the text where it has none. */
function ProblemsList({ problems }: { readonly problems: readonly CanvasProblem[] }) {
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    list.current?.querySelector('button')?.focus();
    function closeOutside({ target }: Event): void {
      if (target instanceof Node && list.current?.parentElement?.contains(target) !== true) closeOverlay();
    }
    document.addEventListener('pointerdown', closeOutside, true);
    return () => document.removeEventListener('pointerdown', closeOutside, true);
  }, []);

  function choose({ node, line }: CanvasProblem): void {
    closeOverlay();
    if (node !== undefined && nodeOf(node)) revealed.set({ node });
    else post({ type: 'open-text', line });
  }

  return (
    <ul ref={list} className="problems" aria-label="Problems" onKeyDown={(event) => event.key === 'Escape' && closeOverlay()}>
      {problems.map((problem) => (
        <li key={`${problem.rule} ${problem.line} ${problem.message}`}>
          <button type="button" className={`severity-${problem.severity}`} onClick={() => choose(problem)}>
            <Icon name={problem.severity} />
            <span className="problem-message">{problem.message}</span>
            <span className="problem-place">
              {problem.rule}, line {problem.line}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
