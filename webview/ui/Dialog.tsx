import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './IconButton';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const focusable = 'button, input, textarea, summary, a[href], [tabindex="0"], vscode-button, vscode-single-select, vscode-textarea, vscode-textfield';

/**
 * A modal dialog. The browser makes the rest of the page inert and gives the focus back on close; what is added is that
 * Tab goes round inside it instead of leaving for the workbench.
 */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // A custom element draws its field a little later than React draws the element.
    const drawn = requestAnimationFrame(() => {
      const first = element?.querySelector<HTMLElement>('[data-autofocus]') ?? element?.querySelector<HTMLElement>(`form :is(${focusable})`);
      first?.focus();
    });
    return () => {
      cancelAnimationFrame(drawn);
      element?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);

  function goRound(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || !dialog.current) return;
    const stops = [...dialog.current.querySelectorAll<HTMLElement>(focusable)].filter(
      (stop) => !stop.matches(':disabled, [disabled]') && stop.tabIndex >= 0 && stop.checkVisibility(),
    );
    const [first, last] = [stops.at(0), stops.at(-1)];
    const leaving = event.shiftKey ? first : last;
    if (document.activeElement !== leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onKeyDown={goRound}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-header">
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}
