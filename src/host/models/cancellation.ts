import * as vscode from 'vscode';

/** A signal as VS Code's own functions take it. `dispose` lets go of the signal. */
export function cancellationOf(signal: AbortSignal): { readonly token: vscode.CancellationToken; readonly dispose: () => void } {
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  return {
    token: source.token,
    dispose: () => {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    },
  };
}
