import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { AnswerPart, NodePorts } from '../../../src/core/run/executeNode';
import type { ModelRequest } from '../../../src/core/models/provider';

/** One request to a model that the test answers by hand. */
export class FakeCall {
  readonly #parts: AnswerPart[] = [];
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(
    readonly request: ModelRequest,
    readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.fail(new Error('Aborted.')));
  }

  say(text: string): this {
    return this.#add({ type: 'text', text });
  }

  retry(attempt: number, reason: string): this {
    return this.#add({ type: 'retry', attempt, reason });
  }

  finish(usage?: { input_tokens: number; output_tokens: number }): this {
    return this.#add({ type: 'finish', ...(usage && { usage }) });
  }

  /** A whole answer. */
  answer(output: string): this {
    return this.say(`<output>${output}</output>`).finish();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  async *parts(): AsyncGenerator<AnswerPart> {
    for (;;) {
      const part = this.#parts.shift();
      if (part) {
        yield part;
        if (part.type === 'finish') return;
      } else if (this.#failure) throw this.#failure;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #add(part: AnswerPart): this {
    this.#parts.push(part);
    this.#wake();
    return this;
  }
}

/** Models that say nothing until the test does. A call is known by what its prompt starts with: `name: {input_data}`. */
export class FakeModels {
  readonly #calls = new Map<string, FakeCall>();

  readonly ask: NodePorts['ask'] = (request, signal) => {
    const call = new FakeCall(request, signal);
    this.#calls.set(request.prompt.split(':', 1)[0] ?? '', call);
    return call.parts();
  };

  get started(): string[] {
    return [...this.#calls.keys()];
  }

  call(node: string): FakeCall {
    const call = this.#calls.get(node);
    assert.ok(call, `“${node}” has not asked a model; those that have: ${this.started.join(', ')}`);
    return call;
  }
}

/** Lets everything that can happen without the test's doing happen. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await setImmediate();
}
