import { catalog, type ProviderId } from '../catalog';
import type { KnownModels } from './modelLists';

/** What a user is offered to choose from. */
export interface OfferedModels {
  readonly models: readonly string[];
  /** Why the list may not be the provider's own. */
  readonly note?: string;
}

/**
 * `auto`, then the models to choose from. Those of the catalog that the provider itself offers come first, as the ones that most
 * will want; a server of the user's own offers only what it says it has. Where nothing could be asked, the catalog stands.
 */
export function offeredModels(id: ProviderId, { list, problem }: KnownModels, isOwnServer: boolean): OfferedModels {
  const usual = catalog[id].models;
  if (!list) return { models: ['auto', ...usual], ...(problem === undefined ? {} : { note: `The models could not be asked for. ${problem}` }) };
  const first = isOwnServer ? [] : usual.filter((model) => list.models.includes(model));
  return {
    models: [...new Set(['auto', ...first, ...list.models])],
    ...(problem === undefined ? {} : { note: `This list of models may be old. ${problem}` }),
  };
}
