import { parseResult } from '../run/resultParser';
import type { BuiltinModel } from './builtin/builtinModel';
import { echo } from './builtin/echo';
import { keywords } from './builtin/keywords';
import { sentiment } from './builtin/sentiment';
import { summarize } from './builtin/summarize';
import { builtinModels, type BuiltinModelId } from './catalog';
import { sleep } from './clock';
import { ModelError } from './modelError';
import type { ModelProvider, ModelRequest } from './provider';

export interface BuiltinSettings {
  /** A pause before each piece of an answer, for demonstrations. Default: none. */
  readonly delayMs?: number;
}

const models: Readonly<Record<BuiltinModelId, BuiltinModel>> = { echo, sentiment, summarize, keywords };

/** What `auto` stands for, by the built-in process that asks; `echo` for all others. */
const modelOfProcess: ReadonlyMap<string | undefined, BuiltinModelId> = new Map([
  ['sentiment', 'sentiment'],
  ['summarization', 'summarize'],
  ['keywords', 'keywords'],
]);

/** Models that are none: they work on `input_data` alone, and say so. */
export function createBuiltinProvider({ delayMs = 0 }: BuiltinSettings = {}): ModelProvider {
  return {
    id: 'builtin',
    async *stream(request, signal) {
      signal.throwIfAborted();
      const model = findModel(request);
      const text = compose(model.says, await model.answer(request.input_data));
      for (const piece of inPieces(text)) {
        signal.throwIfAborted();
        if (delayMs > 0) await sleep(delayMs, signal);
        yield { type: 'text', text: piece };
      }
      yield { type: 'finish', reason: 'stop', detail: 'stop' };
    },
  };
}

function findModel({ model_type, process }: ModelRequest): BuiltinModel {
  const id = model_type === 'auto' ? (modelOfProcess.get(process) ?? 'echo') : builtinModels.find((each) => each === model_type);
  if (id) return models[id];
  throw new ModelError('not-found', `There is no built-in model “${model_type}”. Choose auto, ${builtinModels.join(', ')}.`);
}

/**
 * The answer whose output is exactly `output`, which may hold tags itself: without a tag of ours where theirs would be taken
 * for it. Where that does not help either (a stray tag beside a pair), they are written as Markdown text.
 */
function compose(says: string, output: string): string {
  const whole = output.trim();
  const inTag = (content: string) => `${says}\n\n<output>\n${content}\n</output>`;
  const choices = [inTag(whole), whole];
  return choices.find((answer) => parseResult(answer).output === whole) ?? inTag(whole.replace(/<(?=\s*\/?\s*output\b)/gi, '&lt;'));
}

const pieceCount = 64;
const shortestPiece = 16;

/** Some pieces of a text, in order. No piece ends in the middle of a surrogate pair, which a terminal could not show. */
function* inPieces(text: string): Generator<string> {
  const length = Math.max(shortestPiece, Math.ceil(text.length / pieceCount));
  for (let start = 0, end: number; start < text.length; start = end) {
    end = start + length;
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end++;
    yield text.slice(start, end);
  }
}
