// First, because zod looks for `eval` while schemas are built, which a strict content security policy reports.
import '../ui/withoutEval';
import * as z from 'zod';
import { type FromCanvas, type ToCanvas, toCanvas } from '../../src/shared/protocol';

interface VsCodeApi {
  postMessage(message: FromCanvas): void;
  getState(): unknown;
  setState(state: ViewState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromCanvas): void {
  api.postMessage(message);
}

/** A message that does not fit the protocol is dropped. */
export function onMessage(handle: (message: ToCanvas) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = toCanvas.safeParse(event.data);
    if (message.success) handle(message.data);
  });
}

/** What the page itself remembers: where the user looks, never anything of the document. */
const viewState = z.object({
  viewport: z.object({ x: z.number(), y: z.number(), zoom: z.number() }).optional(),
  selection: z.array(z.string()),
  /** `size`: pixels. */
  panel: z.object({ open: z.boolean(), size: z.number() }),
});
export type ViewState = z.infer<typeof viewState>;

let remembered: ViewState = viewState.safeParse(api.getState()).data ?? { selection: [], panel: { open: false, size: 360 } };

export function viewStateNow(): ViewState {
  return remembered;
}

export function remember(change: Partial<ViewState>): void {
  remembered = { ...remembered, ...change };
  api.setState(remembered);
}
