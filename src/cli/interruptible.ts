import { Interruption } from './io';

const interruptingSignals = ['SIGINT', 'SIGTERM'] as const;

/** A signal that Ctrl+C aborts. It listens once only: the second Ctrl+C does what it does to any process. */
export function interruptible(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals) => {
    for (const name of interruptingSignals) process.off(name, interrupt);
    controller.abort(new Interruption(signal === 'SIGTERM' ? 'SIGTERM' : 'SIGINT'));
  };
  for (const name of interruptingSignals) process.on(name, interrupt);
  return controller.signal;
}
