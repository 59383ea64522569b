import { type Viewport, useReactFlow, useStore as useFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { wholeWorkflow } from './graph/fit';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * When the canvas gets smaller, as the panel opens, a workflow that was all in view stays so; when it gets larger again,
 * the view goes back, unless the user has moved it since.
 */
export function KeepInView() {
  const width = useFlow((state) => state.width);
  const height = useFlow((state) => state.height);
  const before = useRef<Size>({ width, height });
  const shrunk = useRef<{ from: Viewport; to: Viewport } | undefined>(undefined);
  const { getNodes, getNodesBounds, fitView, getViewport, setViewport } = useReactFlow();

  useEffect(() => {
    const old = before.current;
    const now = { width, height };
    before.current = now;
    const view = getViewport();
    const bounds = getNodesBounds(getNodes());

    async function shrink(): Promise<void> {
      if (!holds(old, bounds, view) || holds(now, bounds, view)) return;
      await fitView({ ...wholeWorkflow, maxZoom: view.zoom });
      shrunk.current = { from: view, to: getViewport() };
    }

    if (width < old.width || height < old.height) void shrink();
    else if (shrunk.current && isSame(view, shrunk.current.to) && holds(now, bounds, shrunk.current.from)) {
      void setViewport(shrunk.current.from);
      shrunk.current = undefined;
    }
  }, [width, height, getNodes, getNodesBounds, fitView, getViewport, setViewport]);

  return null;
}

/** Whether the rectangle, in flow coordinates, is all in view. */
function holds(pane: Size, rectangle: Size & { readonly x: number; readonly y: number }, { x, y, zoom }: Viewport): boolean {
  const [left, top] = [rectangle.x * zoom + x, rectangle.y * zoom + y];
  return left >= 0 && top >= 0 && left + rectangle.width * zoom <= pane.width && top + rectangle.height * zoom <= pane.height;
}

function isSame(a: Viewport, b: Viewport): boolean {
  return a.x === b.x && a.y === b.y && a.zoom === b.zoom;
}
