/** A rule-based stand-in for a language model: deterministic, no key, no network. */
export interface BuiltinModel {
  /** One plain sentence for the answer: what this is. */
  readonly says: string;
  /** The output for the joined outputs of the pre-nodes. */
  answer(input: string): string | Promise<string>;
}
