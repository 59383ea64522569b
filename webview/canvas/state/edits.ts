import type { FromCanvas } from '../../../src/shared/protocol';
import { post } from '../vscodeApi';

type Edit = Extract<FromCanvas, { type: 'edit' }>['edit'];

/** After this long without an answer an edit changed nothing: the host answers only what did. In milliseconds. */
const answerWithin = 1_000;

/**
 * One edit at a time: the next waits for the document that answers the one before, refused ones included. Two quick edits
 * are then each made against a document that the page has seen, and none is dropped for an old epoch.
 */
class Edits {
  #epoch = 0;
  #inFlight: Edit | undefined;
  #waiting: Edit[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  send(edit: Edit): void {
    this.#waiting.push(edit);
    if (!this.#inFlight) this.#next();
  }

  /** The host sent a document. Returns the edit that it answers, if one was under way. */
  documentArrived(epoch: number): Edit | undefined {
    this.#epoch = epoch;
    const answered = this.#inFlight;
    this.#settle();
    return answered;
  }

  /** Nodes whose new positions the host has not confirmed yet. */
  unconfirmedMoves(): string[] {
    const all = this.#inFlight ? [this.#inFlight, ...this.#waiting] : this.#waiting;
    return all.flatMap((edit) => (edit.kind === 'move' ? Object.keys(edit.positions) : []));
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#inFlight = undefined;
    this.#next();
  }

  #next(): void {
    const edit = this.#waiting.shift();
    if (!edit) return;
    this.#inFlight = edit;
    this.#timer = setTimeout(() => this.#settle(), answerWithin);
    post({ type: 'edit', epoch: this.#epoch, edit });
  }
}

export const edits = new Edits();
