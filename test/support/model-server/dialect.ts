import type { AnswerReply } from './reply';

export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** How a provider puts things on the wire. Every frame is a whole server-sent event. */
export interface Dialect {
  readonly path: string;
  /** Frames before the text. */
  start(model: string, usage: Usage): string;
  text(text: string): string;
  /** Frames after the text, the finish reason among them unless there is `none`. */
  end(finish: NonNullable<AnswerReply['finish']>, usage: Usage | undefined): string;
  /** An error in the middle of a stream. */
  errorEvent(message: string): string;
  /** The body of a response with an error status. */
  errorBody(status: number, message: string): string;
}
