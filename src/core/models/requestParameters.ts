import type { ModelParameters } from '../flow/model';

/** Fields of a request, whose values the provider judges: what a model takes is its own business, and changes. */
type Fields = Readonly<Record<string, unknown>>;

/** `limit`: what the server calls the longest answer. */
export function openAiParameters(parameters: ModelParameters = {}, limit: 'max_completion_tokens' | 'max_tokens'): Fields {
  const { temperature, max_output_tokens, stop, reasoning_effort } = parameters;
  return set({ temperature, [limit]: max_output_tokens, stop, reasoning_effort });
}

export function anthropicParameters(parameters: ModelParameters = {}): Fields {
  const { temperature, max_output_tokens, stop, reasoning_effort } = parameters;
  const output_config = reasoning_effort === undefined ? undefined : { effort: reasoning_effort };
  return set({ temperature, max_tokens: max_output_tokens, stop_sequences: stop, output_config });
}

function set(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
