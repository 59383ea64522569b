import type { ModelDefaults } from '../core/run/runRequest';

/** What the command uses where a workflow names no model: the one that costs nothing. */
export const commandDefaults: ModelDefaults = { llm_provider: 'builtin', model_type: 'auto' };
