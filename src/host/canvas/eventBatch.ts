import type { RunEvent } from '../../core/run/events';

/** A frame: a page cannot show more than one batch in it. */
const frameMilliseconds = 16;

/**
 * Gathers a run's events and hands them on once a frame, with a node's deltas in a row as one, so that ten nodes streaming
 * at full speed are sixty messages a second.
 */
export class EventBatch {
  #events: RunEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (events: RunEvent[]) => void) {}

  add(event: RunEvent): void {
    this.#events.push(event);
    this.#timer ??= setTimeout(() => this.flush(), frameMilliseconds);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#events.length > 0) this.send(mergeDeltas(this.#events.splice(0)));
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** Joins each node's deltas up to its next other event; the order of a node's own events stays. */
export function mergeDeltas(events: readonly RunEvent[]): RunEvent[] {
  const merged: { event: RunEvent; texts: string[] }[] = [];
  const open = new Map<string, { event: RunEvent; texts: string[] }>();
  for (const event of events) {
    const isText = event.event === 'node-delta' && event.attempt === undefined;
    const last = isText ? open.get(event.node) : undefined;
    if (isText && last) {
      last.texts.push(event.text);
      continue;
    }
    const entry = { event, texts: isText ? [event.text] : [] };
    merged.push(entry);
    if (isText) open.set(event.node, entry);
    else if ('node' in event) open.delete(event.node);
  }
  return merged.map(({ event, texts }) => (event.event === 'node-delta' && texts.length > 0 ? { ...event, text: texts.join('') } : event));
}
