import { Interruption } from './io';

/** The status of a command that Ctrl+C ended; what failed otherwise is thrown on. */
export function exitStatusOf(signal: AbortSignal, error: unknown): number {
  if (signal.reason instanceof Interruption) return signal.reason.exitStatus;
  throw error;
}
