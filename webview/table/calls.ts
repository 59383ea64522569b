import { type TableArgs, type TableMethod, type TableResults, type ToTable, tableCalls } from '../../src/shared/tableProtocol';
import { showToast } from '../ui/Toasts';
import { post } from './vscodeApi';

interface Waiting {
  readonly answered: (result: unknown) => void;
  readonly failed: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let lastId = 0;

/** Calls a method of the host. Rejects with the host's sentence if it cannot do it. */
export function call<M extends TableMethod>(method: M, args: TableArgs[M]): Promise<TableResults[M]> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, {
      answered: (result) => {
        const checked = tableCalls[method].result.safeParse(result);
        if (checked.success) resolve(checked.data);
        else reject(new Error('The answer of LLM Flow could not be read. Close this tab and open it again.'));
      },
      failed: reject,
    });
    post({ type: 'call', id, method, args });
  });
}

/** For what the user asked for: a failure is told. */
export function callOrTell<M extends TableMethod>(method: M, args: TableArgs[M], done: (result: TableResults[M]) => void = () => undefined): void {
  call(method, args).then(done, (error: unknown) => showToast(messageOf(error)));
}

export function answerArrived(message: Extract<ToTable, { type: 'answer' | 'failure' }>): void {
  const call = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.type === 'answer') call?.answered(message.result);
  else call?.failed(new Error(message.message));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
