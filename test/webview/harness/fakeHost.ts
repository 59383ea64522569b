import type { FromCanvas, ToCanvas } from '../../../src/shared/protocol';

/** What the fake host keeps in the page, for the tests to read. */
export interface FakeHostWindow extends Window {
  sent: FromCanvas[];
  violations: string[];
  framesDrawn: number;
  state: unknown;
  answers: Record<string, ToCanvas[]>;
  acquireVsCodeApi: () => unknown;
}

/**
 * Runs in the page before its own scripts. It records what the canvas sends, and answers a message of a type for which
 * the test has set answers.
 */
export function installFakeHost(start: { state: unknown; answers: Record<string, ToCanvas[]> }): void {
  const page = window as unknown as FakeHostWindow;
  page.sent = [];
  page.violations = [];
  page.framesDrawn = 0;
  page.state = start.state;
  page.answers = start.answers;
  document.addEventListener('securitypolicyviolation', (event) =>
    page.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
  );
  page.acquireVsCodeApi = () => ({
    postMessage(message: FromCanvas) {
      page.sent.push(structuredClone(message));
      // An answer to a question that has a number is the answer to that one.
      const request = 'request' in message ? { request: message.request } : {};
      for (const answer of page.answers[message.type] ?? []) window.postMessage({ ...answer, ...request }, '*');
    },
    getState: () => page.state,
    setState: (state: unknown) => (page.state = structuredClone(state)),
  });
  const count = () => {
    page.framesDrawn++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}
