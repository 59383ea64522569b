/** Waits for a promise, or no longer than until the signal is aborted: then its reason is thrown, and what the promise says is dropped. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever waits for it may be gone when it fails.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let abort = (): void => undefined;
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_resolve, reject) => {
        abort = () => {
          try {
            signal.throwIfAborted();
          } catch (reason) {
            reject(reason instanceof Error ? reason : new Error(String(reason)));
          }
        };
        signal.addEventListener('abort', abort, { once: true });
      }),
    ]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
