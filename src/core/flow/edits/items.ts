import type { CST, YAMLMap, YAMLSeq } from 'yaml';
import type { TextEdit } from '../problem';
import { changeBlockItems } from './blockItems';
import { EditRefused, unfollowed } from './editRefused';
import { endOf, extentsOf, type CollectionToken, type Extent } from './extents';
import { changeFlowItems } from './flowItems';
import { flowLayout, type FlowItems, type FlowLayout } from './flowLayout';
import type { ItemChange } from './itemChange';
import type { Source } from './source';

type Collection = YAMLMap | YAMLSeq;

export function changeItems(source: Source, collection: Collection, change: Partial<ItemChange>): TextEdit[] {
  const { token, extents } = readItems(collection);
  const whole: ItemChange = { remove: new Set(), insert: [], after: extents.length - 1, ...change };
  return token.type === 'flow-collection'
    ? changeFlowItems(source, flowItemsOf(collection, token, extents), whole)
    : changeBlockItems(source, extents, whole);
}

/** How a map in brackets is written. */
export function layoutOf(source: Source, collection: Collection): FlowLayout {
  const { token, extents } = readItems(collection);
  if (token.type !== 'flow-collection') throw new EditRefused(unfollowed);
  return flowLayout(source, flowItemsOf(collection, token, extents));
}

/** Where the items stand, one extent for each, in order. */
export function readItems(collection: Collection): { token: CollectionToken; extents: readonly Extent[] } {
  const token: CST.Token | undefined = collection.srcToken;
  if (token?.type !== 'block-map' && token?.type !== 'block-seq' && token?.type !== 'flow-collection')
    throw new EditRefused(unfollowed);
  return { token, extents: extentsOf(token, collection.items.length) };
}

function flowItemsOf(collection: Collection, token: CST.FlowCollection, extents: readonly Extent[]): FlowItems {
  return { collection, extents, inside: { start: token.start.offset + 1, end: endOf(token) - 1 } };
}
