import type { TextEdit } from '../problem';
import { insertLines } from './blockItems';
import { blockItem, type NewPair } from './newValue';
import { changePairs } from './pairs';
import { nameOf, type Source } from './source';

/** Adds keys to the workflow, before the layout where that comes last. */
export function addRootPairs(source: Source, pairs: readonly NewPair[]): TextEdit[] {
  const { text, root, unit, eol } = source;
  if (pairs.length === 0) return [];
  if (root)
    return changePairs(source, root, {
      insert: pairs,
      after: root.items.findLast(({ key }) => nameOf(source, key) !== 'layout'),
    });
  return [insertLines(source, text.length, pairs.map((pair) => blockItem(pair, { indent: 0, unit, eol })).join(''))];
}
