import { isScalar, isSeq, type Pair } from 'yaml';
import type { Position } from '../model';
import type { TextEdit } from '../problem';
import { EditRefused } from './editRefused';
import { mapAt } from './fileNodes';
import { flowValue, plainFlow, type NewPair } from './newValue';
import { changeHeldPairs, changePairs } from './pairs';
import { setInline } from './setText';
import { slotOf } from './slot';
import { findPair, nameOf, type Source } from './source';
import { replace } from './textEdits';

/** Edits of the layout, and what is to be added to the root where there is none yet. */
export interface LayoutPlan {
  readonly edits: readonly TextEdit[];
  readonly root: readonly NewPair[];
}

export function planPositions(source: Source, positions: Readonly<Record<string, Position>>): LayoutPlan {
  const pairs = Object.entries(positions).map(([key, position]) => ({ key, value: { position: rounded(position) } }));
  if (pairs.length === 0) return { edits: [], root: [] };
  const pair = findPair(source, source.root, 'layout');
  if (!pair || !source.root) return { edits: [], root: [{ key: 'layout', value: { map: pairs } }] };

  const layout = mapAt(source, 'layout');
  const places = new Map(layout?.items.map((place) => [nameOf(source, place.key), place]));
  const edits = pairs.flatMap(({ key, value }) => {
    const place = places.get(key);
    return place ? setPosition(source, place, value.position) : [];
  });
  const missing = pairs.filter(({ key }) => !places.has(key));
  if (missing.length > 0) edits.push(...changeHeldPairs(source, { parent: source.root, pair }, { insert: missing }));
  return { edits, root: [] };
}

/** Forgets positions; a layout that would be empty goes whole. */
export function removePositions(source: Source, isDoomed: (id: string | undefined) => boolean): TextEdit[] {
  const pair = findPair(source, source.root, 'layout');
  const layout = mapAt(source, 'layout');
  const doomed = new Set(layout?.items.filter(({ key }) => isDoomed(nameOf(source, key))));
  if (!source.root || !pair || !layout || doomed.size === 0) return [];
  if (doomed.size === layout.items.length) return changePairs(source, source.root, { remove: new Set([pair]) });
  return changePairs(source, layout, { remove: doomed });
}

/** Whole pixels; never `-0`. */
function rounded([x, y]: Position): Position {
  if (!Number.isFinite(x) || !Number.isFinite(y)) throw new EditRefused('A position must be two finite numbers.');
  return [Math.round(x) + 0, Math.round(y) + 0];
}

function setPosition(source: Source, place: Pair, position: Position): TextEdit[] {
  const value = place.value;
  if (isSeq(value) && value.items.length === 2) {
    const scalars = value.items.flatMap((item) => (isScalar(item) && item.range ? [item.range] : []));
    if (scalars.length === 2) return scalars.map(([start, end], index) => replace(start, end, String(position[index])));
  }
  return setInline(slotOf(place), value, flowValue({ position }, plainFlow));
}
