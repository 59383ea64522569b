import * as z from 'zod';

/** How a stream goes wrong after some of its text. `end` is a clean end of the body, without a finish reason. */
const fault = z.enum(['reset', 'end', 'stall', 'broken-json', 'error-event']);

/** A streamed answer. */
const answer = z.object({
  text: z.string(),
  /** Characters per event. Default: a word each. */
  chunkSize: z.number().int().positive().optional(),
  /** Before the headers. */
  latencyMs: z.number().optional(),
  /** Before each event of text. */
  chunkDelayMs: z.number().optional(),
  /** Default `stop`. `none`: everything but the finish reason. */
  finish: z.enum(['stop', 'length', 'content_filter', 'none']).optional(),
  /** Default true. */
  usage: z.boolean().optional(),
  fault: z.object({ type: fault, afterChunks: z.number().int().nonnegative() }).optional(),
});

/** A response that is no stream. Without `body` it is the provider's own form of an error that says `message`. */
const status = z.object({
  status: z.number().int(),
  message: z.string().optional(),
  body: z.string().optional(),
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

/** No response at all: the connection is reset, or nothing ever comes. */
const silence = z.object({ silence: z.enum(['reset', 'stall']) });

export const replySchema = z.union([answer, status, silence]);

export type Reply = z.infer<typeof replySchema>;
export type AnswerReply = z.infer<typeof answer>;
export type StatusReply = z.infer<typeof status>;
export type Fault = z.infer<typeof fault>;

/** The given replies one after another; the last one is given for ever. */
export function inOrder(...replies: readonly [Reply, ...Reply[]]): () => Reply {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)] ?? replies[0];
}
