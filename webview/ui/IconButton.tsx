import type { ReactNode } from 'react';
import { Icon } from './Icon';

interface Props {
  readonly icon: string;
  /** The accessible name; shown as well where there are no `children`. */
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** Beside the icon. */
  readonly children?: ReactNode;
  readonly title?: string;
  readonly className?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  /** By which the page finds it again. */
  readonly control?: string;
}

/**
 * A quiet button of a toolbar. A disabled one stays focusable, so that its title, which says why, can be reached with the
 * keyboard.
 */
export function IconButton({ icon, label, onClick, disabled = false, children, title, className, pressed, expanded, control }: Props) {
  return (
    <button
      type="button"
      className={`icon-button ${className ?? ''}`}
      data-control={control}
      aria-label={label}
      aria-disabled={disabled}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-haspopup={expanded === undefined ? undefined : 'true'}
      title={title ?? label}
      onClick={disabled ? undefined : onClick}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
