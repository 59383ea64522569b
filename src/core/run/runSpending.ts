import type { Spent, Usage } from './events';
import type { ModelDefaults } from './runRequest';

/** Adds up what the nodes of a run take. The built-in models take nothing. */
export class RunSpending {
  #usage: Usage | undefined;
  #cost = 0;
  #isCostKnown = true;

  /** Without usage and cost where no model said what it took. */
  get total(): Spent {
    return { ...(this.#usage && { usage: this.#usage }), ...(this.#usage && this.#isCostKnown && { cost: this.#cost }) };
  }

  add({ llm_provider }: ModelDefaults, { usage, cost }: Spent): void {
    if (llm_provider === 'builtin') return;
    if (cost === undefined) this.#isCostKnown = false;
    else this.#cost += cost;
    if (!usage) return;
    this.#usage = {
      input_tokens: (this.#usage?.input_tokens ?? 0) + usage.input_tokens,
      output_tokens: (this.#usage?.output_tokens ?? 0) + usage.output_tokens,
    };
  }
}
