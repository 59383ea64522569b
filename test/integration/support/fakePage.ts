import * as vscode from 'vscode';
import type { CanvasPage } from '../../../src/host/canvas/canvasSession';
import { toCanvas, type FromCanvas, type ToCanvas } from '../../../src/shared/protocol';
import { until } from './scratch';

/** A canvas page without a page: what it says and is told are plain messages. */
export class FakePage implements CanvasPage {
  readonly received: ToCanvas[] = [];
  readonly #message = new vscode.EventEmitter<unknown>();

  readonly onDidReceiveMessage = this.#message.event;

  postMessage(message: unknown): Thenable<boolean> {
    this.received.push(toCanvas.parse(message));
    return Promise.resolve(true);
  }

  say(message: FromCanvas): void {
    this.#message.fire(message);
  }

  sayAnything(message: unknown): void {
    this.#message.fire(message);
  }

  /** The newest message of a type, once there is one that fits. */
  next<Type extends ToCanvas['type']>(type: Type, fits: (message: Extract<ToCanvas, { type: Type }>) => boolean = () => true) {
    const isOfType = (message: ToCanvas): message is Extract<ToCanvas, { type: Type }> => message.type === type;
    return until(`a message “${type}”`, () => this.received.filter(isOfType).filter(fits).at(-1));
  }
}
