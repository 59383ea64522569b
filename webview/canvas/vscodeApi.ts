// First, because zod looks for `eval` while schemas are built, which a strict content security policy reports.
import '../ui/withoutEval';
import * as z from 'zod';
import { type FromCanvas, type ToCanvas, toCanvas } from '../../src/shared/protocol';
import { connectPage } from '../ui/connectPage';

/** What the page itself remembers: where the user looks, never anything of the document. */
const viewState = z.object({
  viewport: z.object({ x: z.number(), y: z.number(), zoom: z.number() }).optional(),
  selection: z.array(z.string()),
  /** `size`: pixels. */
  panel: z.object({ open: z.boolean(), size: z.number() }),
  /** The table panel below the canvas. */
  table: z.object({ open: z.boolean() }).default({ open: true }),
});
export type ViewState = z.infer<typeof viewState>;

export const { post, onMessage, viewStateNow, remember } = connectPage<FromCanvas, ToCanvas, ViewState>({
  messages: toCanvas,
  state: viewState,
  initial: { selection: [], panel: { open: false, size: 360 }, table: { open: true } },
});
