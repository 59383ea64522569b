import type { ReactNode } from 'react';
import { Icon } from './Icon';

interface Props {
  readonly kind: 'info' | 'error';
  readonly icon: string;
  readonly children: ReactNode;
}

/** A line above the canvas for a state that lasts. */
export function Banner({ kind, icon, children }: Props) {
  return (
    <div className={`banner banner-${kind}`} role="status">
      <Icon name={icon} />
      {children}
    </div>
  );
}
