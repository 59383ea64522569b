import type { ReactNode } from 'react';

interface Props {
  /** Seen; the control inside carries the same as its accessible name. */
  readonly label: string;
  readonly hint?: ReactNode;
  readonly grow?: boolean;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Field({ label, hint, grow = false, action, children }: Props) {
  return (
    <div className={`field ${grow ? 'grow' : ''}`}>
      <div className="field-label">
        <span aria-hidden="true">{label}</span>
        {action}
      </div>
      {children}
      {hint !== undefined && <div className="field-hint">{hint}</div>}
    </div>
  );
}
