import * as z from 'zod';
import { type FromTable, type ToTable, tableQuery, toTable } from '../../src/shared/tableProtocol';

interface VsCodeApi {
  postMessage(message: FromTable): void;
  getState(): unknown;
  setState(state: ViewState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromTable): void {
  api.postMessage(message);
}

/** A message that does not fit the protocol is dropped. */
export function onMessage(handle: (message: ToTable) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = toTable.safeParse(event.data);
    if (message.success) handle(message.data);
  });
}

/** A table's columns as the user has arranged them: widths in pixels, and which are hidden or shown against the default. */
const layout = z.object({ widths: z.record(z.string(), z.number()), shown: z.record(z.string(), z.boolean()) });
export type TableLayout = z.infer<typeof layout>;

/** What the page itself remembers: what the user looks at and how, never any row. */
const viewState = z.object({
  /** The workspace folder, by which the host knows the page again after a restart. */
  folder: z.string().optional(),
  query: tableQuery.optional(),
  layouts: z.record(z.string(), layout),
  /** The reading pane. */
  pane: z.object({ open: z.boolean(), markdown: z.boolean() }),
});
export type ViewState = z.infer<typeof viewState>;

let remembered: ViewState = viewState.safeParse(api.getState()).data ?? { layouts: {}, pane: { open: false, markdown: false } };

export function viewStateNow(): ViewState {
  return remembered;
}

export function remember(change: Partial<ViewState>): void {
  remembered = { ...remembered, ...change };
  api.setState(remembered);
}
