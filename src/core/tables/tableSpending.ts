import type { RowSpending } from './tableEvents';

/** What a run has used so far. */
export interface Spending {
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** US dollars; null where a price is not known. */
  readonly cost: number | null;
}

/** Adds up what the rows of a table run take. */
export class TableSpending {
  #soFar: Spending = { input_tokens: 0, output_tokens: 0, cost: 0 };

  get soFar(): Spending {
    return this.#soFar;
  }

  add({ usage, cost }: RowSpending): void {
    const { input_tokens, output_tokens, cost: before } = this.#soFar;
    this.#soFar = {
      input_tokens: input_tokens + (usage?.input_tokens ?? 0),
      output_tokens: output_tokens + (usage?.output_tokens ?? 0),
      cost: before === null || cost === undefined ? null : before + cost,
    };
  }
}
