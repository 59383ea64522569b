import { type ReactNode, useRef } from 'react';
import { Icon } from '../../ui/Icon';
import { usePermissions } from '../state/document';
import { closeOverlay } from '../state/overlay';

interface Props {
  readonly className?: string;
  /** Whether a field holds what cannot be applied. */
  readonly hasProblem: boolean;
  /** Whether the half of the file that the dialog edits runs. */
  readonly isRunning: boolean;
  /** Why nothing can be applied for now. */
  readonly locked?: string | undefined;
  /** Whether it was applied: where a field holds what cannot be, that may only show then. */
  readonly onApply: () => boolean | Promise<boolean>;
  readonly children: ReactNode;
}

/** The fields of a dialog that edits the document, with its buttons. Ctrl+Enter applies, and Enter where a field is one line. */
export function EditForm({ className = '', hasProblem, isRunning, locked, onApply, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  /** What is applied twice would be two edits. */
  const isApplying = useRef(false);
  const { edit } = usePermissions();
  const canApply = edit && locked === undefined;

  function apply(): void {
    if (!canApply) return;
    if (hasProblem) showProblem(form.current);
    else void applyOrShow();
  }

  async function applyOrShow(): Promise<void> {
    if (isApplying.current) return;
    isApplying.current = true;
    const isApplied = await onApply();
    isApplying.current = false;
    // Once what is wrong is drawn.
    if (!isApplied) requestAnimationFrame(() => showProblem(form.current));
  }

  return (
    <form
      ref={form}
      className={`edit-form ${className}`}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => {
        if (!canApply || event.key !== 'Enter' || event.defaultPrevented) return;
        if (!event.ctrlKey && !event.metaKey && !isLine(event.target)) return;
        event.preventDefault();
        apply();
      }}
    >
      {children}
      {edit && isRunning && (
        <p className="popup-note">
          <Icon name="info" />
          {locked ?? 'A run goes on. Changes count from the next run.'}
        </p>
      )}
      <footer className="dialog-footer">
        <vscode-button secondary onClick={closeOverlay}>
          Cancel
        </vscode-button>
        <vscode-button disabled={!canApply} onClick={apply}>
          Apply
        </vscode-button>
      </footer>
    </form>
  );
}

/** A field of one line, where Enter alone applies. */
function isLine(target: EventTarget): boolean {
  return target instanceof Element && (target.localName === 'vscode-textfield' || target.localName === 'input');
}

/** Goes to the first field that has to be mended, folded away or not. */
function showProblem(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"], [invalid]');
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}
