import * as z from 'zod';
import { type FromTable, type ToTable, tableQuery, toTable } from '../../src/shared/tableProtocol';
import { connectPage } from '../ui/connectPage';

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

export const { post, onMessage, viewStateNow, remember } = connectPage<FromTable, ToTable, ViewState>({
  messages: toTable,
  state: viewState,
  initial: { layouts: {}, pane: { open: false, markdown: false } },
});
