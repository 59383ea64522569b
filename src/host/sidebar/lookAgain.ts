import type * as vscode from 'vscode';

/** In milliseconds. A process that dies says so to nobody. */
const lookEvery = 5_000;

/** Looks again in a while at what may have changed without a word. */
export class LookAgain implements vscode.Disposable {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly look: () => void) {}

  /** However often it is called, it looks once. */
  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.look();
    }, lookEvery);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
