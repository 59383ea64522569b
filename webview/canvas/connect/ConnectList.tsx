import type { KeyboardEvent } from 'react';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { useStore } from '../../ui/store';
import { connect } from '../actions';
import { kindOf } from '../nodeKinds';
import { connecting, stopConnecting } from '../state/connecting';
import { view } from '../state/document';
import { closeOverlay } from '../state/overlay';

/** Connecting without a pointer: every other node, those that cannot be connected with the reason. */
export function ConnectList() {
  const current = useStore(connecting);
  const nodes = useStore(view)?.nodes ?? [];
  if (!current) return null;
  const { node, direction, refusals } = current;

  function close(): void {
    stopConnecting();
    closeOverlay();
  }

  function choose(other: string): void {
    if (direction === 'post') connect(node, other);
    else connect(other, node);
    close();
  }

  return (
    <Dialog title={direction === 'post' ? `Connect ${node} to…` : `Connect to ${node} from…`} onClose={close}>
      <ul className="connect-list" onKeyDown={moveFocus}>
        {refusals === undefined && <li>Asking which connections are possible…</li>}
        {refusals !== undefined &&
          nodes
            .filter((other) => other.id !== node)
            .toSorted((a, b) => Number(a.id in refusals) - Number(b.id in refusals))
            .map((other, index) => (
              <li key={other.id}>
                <button
                  type="button"
                  className={`type-${other.type}`}
                  aria-disabled={other.id in refusals}
                  ref={index === 0 ? focusFirst : undefined}
                  onClick={() => other.id in refusals || choose(other.id)}
                >
                  <Icon name={kindOf(other.type).icon} />
                  <span className="menu-label">{other.id}</span>
                  <span className="menu-description">{refusals[other.id] ?? kindOf(other.type).label}</span>
                </button>
              </li>
            ))}
      </ul>
    </Dialog>
  );
}

/** The list appears when the host has answered, after the dialog took the focus. */
function focusFirst(button: HTMLButtonElement | null): void {
  button?.focus();
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((at + step) % buttons.length)?.focus();
  event.preventDefault();
}
