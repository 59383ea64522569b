import * as vscode from 'vscode';
import type { TablePage } from '../../../src/host/table/tableSession';
import { type TableArgs, type TableMethod, type ToTable, toTable } from '../../../src/shared/tableProtocol';
import { until } from './scratch';

/** A table page without a page: what it calls and is told are plain messages. */
export class FakeTablePage implements TablePage {
  readonly received: ToTable[] = [];
  readonly #message = new vscode.EventEmitter<unknown>();
  #calls = 0;

  readonly onDidReceiveMessage = this.#message.event;

  postMessage(message: unknown): Thenable<boolean> {
    this.received.push(toTable.parse(message));
    return Promise.resolve(true);
  }

  ready(): void {
    this.#message.fire({ type: 'ready' });
  }

  /** The answer, or what the user is told instead. */
  async call<M extends TableMethod>(method: M, args: TableArgs[M]): Promise<{ result: unknown } | { failure: string }> {
    const id = ++this.#calls;
    this.#message.fire({ type: 'call', id, method, args });
    return until(`an answer of “${method}”`, () => {
      for (const message of this.received) {
        if (message.type === 'answer' && message.id === id) return { result: message.result };
        if (message.type === 'failure' && message.id === id) return { failure: message.message };
      }
      return undefined;
    });
  }
}
