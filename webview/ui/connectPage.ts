import type * as z from 'zod';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What the host may say, and what the page itself remembers, with what it remembers at first. */
export interface PageContract<To, State> {
  readonly messages: z.ZodType<To>;
  readonly state: z.ZodType<State>;
  readonly initial: State;
}

export interface ConnectedPage<From, To, State> {
  readonly post: (message: From) => void;
  /** A message that does not fit the protocol is dropped. */
  readonly onMessage: (handle: (message: To) => void) => void;
  readonly viewStateNow: () => State;
  readonly remember: (change: Partial<State>) => void;
}

/** A page's side of VS Code, which gives it only once. */
export function connectPage<From, To, State extends object>({ messages, state, initial }: PageContract<To, State>): ConnectedPage<From, To, State> {
  const api = acquireVsCodeApi();
  let remembered = state.safeParse(api.getState()).data ?? initial;
  return {
    post: (message) => api.postMessage(message),
    onMessage: (handle) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = messages.safeParse(event.data);
        if (message.success) handle(message.data);
      }),
    viewStateNow: () => remembered,
    remember: (change) => {
      remembered = { ...remembered, ...change };
      api.setState(remembered);
    },
  };
}
