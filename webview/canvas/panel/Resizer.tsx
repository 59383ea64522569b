import type { KeyboardEvent, PointerEvent } from 'react';
import { isNarrow } from './isNarrow';
import { setPanel } from './panelState';

const smallest = 200;
const step = 24;

/** The border between canvas and panel: vertical beside the canvas, horizontal below it in a narrow editor. */
export function Resizer({ size }: { readonly size: number }) {
  function drag({ currentTarget, pointerId, clientX, clientY, buttons }: PointerEvent<HTMLDivElement>): void {
    if (buttons !== 1) return;
    currentTarget.setPointerCapture(pointerId);
    resize(isNarrow() ? window.innerHeight - clientY : window.innerWidth - clientX);
  }

  function press(event: KeyboardEvent): void {
    const change = { ArrowLeft: step, ArrowUp: step, ArrowRight: -step, ArrowDown: -step }[event.key];
    if (change === undefined) return;
    event.preventDefault();
    resize(size + change);
  }

  return (
    <div
      className="resizer"
      role="separator"
      tabIndex={0}
      aria-label="Resize execution results"
      aria-valuenow={size}
      aria-valuemin={smallest}
      onPointerDown={drag}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}

function resize(wanted: number): void {
  const room = isNarrow() ? window.innerHeight : window.innerWidth;
  setPanel({ size: Math.round(Math.max(smallest, Math.min(wanted, room * 0.75))) });
}
