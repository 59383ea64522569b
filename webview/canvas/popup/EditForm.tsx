import { type ReactNode, useRef } from 'react';
import { Icon } from '../../ui/Icon';
import { usePermissions } from '../state/document';
import { closeOverlay } from '../state/overlay';

interface Props {
  readonly className?: string;
  /** Whether a field holds what cannot be applied. */
  readonly hasProblem: boolean;
  readonly onApply: () => void;
  readonly children: ReactNode;
}

/** The fields of a dialog that edits the document, with its buttons. Ctrl+Enter applies, and Enter where a field is one line. */
export function EditForm({ className = '', hasProblem, onApply, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { edit, structure } = usePermissions();

  function apply(): void {
    if (hasProblem) showProblem(form.current);
    else onApply();
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
        if (!edit || event.key !== 'Enter' || event.defaultPrevented) return;
        if (!event.ctrlKey && !event.metaKey && !isLine(event.target)) return;
        event.preventDefault();
        apply();
      }}
    >
      {children}
      {edit && !structure && (
        <p className="popup-note">
          <Icon name="info" />
          The workflow is running. Changes count from the next run.
        </p>
      )}
      <footer className="dialog-footer">
        <vscode-button secondary onClick={closeOverlay}>
          Cancel
        </vscode-button>
        <vscode-button disabled={!edit} onClick={apply}>
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
