export interface ServerSentEvent {
  /** Empty where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/**
 * Reads a stream of server-sent events (WHATWG HTML, section 9.2.6) from bytes split anywhere, each byte once: a line that
 * is not complete waits as it is until its end arrives.
 */
export class SseReader {
  readonly #decoder = new TextDecoder();
  /** The line so far. */
  #line = '';
  /** The last character was CR: LF right after it belongs to the same line end. */
  #afterReturn = false;
  #event = '';
  #data: string | undefined;

  /** The events that these bytes complete. */
  push(bytes: Uint8Array): ServerSentEvent[] {
    const text = this.#decoder.decode(bytes, { stream: true });
    const events: ServerSentEvent[] = [];
    if (text === '') return events;
    let start = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    this.#afterReturn = text.endsWith('\r');
    let feed = text.indexOf('\n', start);
    let carriage = text.indexOf('\r', start);
    while (feed >= 0 || carriage >= 0) {
      const isReturn = carriage >= 0 && (feed < 0 || carriage < feed);
      const end = isReturn ? carriage : feed;
      this.#endLine(this.#line + text.slice(start, end), events);
      this.#line = '';
      start = end + 1;
      if (isReturn && feed === start) start++;
      if (feed >= 0 && feed < start) feed = text.indexOf('\n', start);
      if (isReturn) carriage = text.indexOf('\r', start);
    }
    this.#line += text.slice(start);
    return events;
  }

  #endLine(line: string, events: ServerSentEvent[]): void {
    if (line === '') {
      if (this.#data !== undefined) events.push({ event: this.#event, data: this.#data });
      this.#event = '';
      this.#data = undefined;
      return;
    }
    const colon = line.indexOf(':');
    // A line that begins with a colon is a comment.
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line.charAt(colon + 1) === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    else if (field === 'event') this.#event = value;
  }
}
