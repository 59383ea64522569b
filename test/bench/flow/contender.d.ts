/** One way of doing what task.mjs says. Its module exports `connect`. */
export interface Contender {
  /** One run of the flow; resolves with its output. */
  readonly runFlow: () => Promise<string>;
  /** A flow of one generation (the first prompt); resolves with its output. */
  readonly ask: () => Promise<string>;
}

/** `baseURL` ends in `/v1`. */
export type Connect = (baseURL: string) => Contender | Promise<Contender>;
