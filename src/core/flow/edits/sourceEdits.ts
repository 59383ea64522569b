import { isMap, isNode, isScalar, type YAMLMap } from 'yaml';
import type { NewSource } from '../flowEdit';
import type { TextEdit } from '../problem';
import { insertLines } from './blockItems';
import { EditRefused, unfollowed } from './editRefused';
import { placeFor, planFields, type FieldPlan } from './fields';
import { changeItems } from './items';
import { leadStart, lineStart } from './lines';
import { blockItem, type NewPair } from './newValue';
import { changeHeldPairs, replaceWithMap, type Holder } from './pairs';
import { addRootPairs } from './rootPairs';
import { findPair, isNull, nameOf, type Source } from './source';

const order = ['file', 'connection', 'query', 'key', 'row_key'] as const;

/** What the map of a source says of each key but `row_key`, which stays; `null`: nothing. */
export function sourceFields(source: NewSource) {
  const none = { file: null, connection: null, query: null, key: null };
  if (source.kind === 'file') return { ...none, file: source.path };
  const { connection, query = null, key = null } = source;
  return { ...none, connection, query, key };
}

/** Says where the rows come from. A file stays in the short form where there is one, and gets it where there is nothing. */
export function planSetSource(source: Source, chosen: NewSource): TextEdit[] {
  const { root } = source;
  const pair = findPair(source, root, 'source');
  const fields = planFields(source, null, order, sourceFields(chosen)).insert;
  if (!root || !pair) return addSource(source, { key: 'source', value: chosen.kind === 'file' ? chosen.path : { map: fields } });
  const value = source.resolve(pair.value);
  if (isMap(value)) {
    const plan = planFields(source, value, order, sourceFields(chosen));
    return [...plan.edits, ...changeFields(source, { parent: root, pair }, value, plan)];
  }
  if (!isNull(source, value) && !isScalar(value)) throw new EditRefused('`source` is neither a file nor a map. Correct it in the text editor first.');
  if (chosen.kind === 'connection') return replaceWithMap(source, { parent: root, pair }, fields);
  return [...planFields(source, root, ['source'], { source: chosen.path }).edits];
}

function changeFields(source: Source, holder: Holder, map: YAMLMap, plan: FieldPlan): TextEdit[] {
  const { remove, insert } = plan;
  if (remove.size === 0 && insert.length === 0) return [];
  const after = placeFor(source, map, order, plan);
  if (after || insert.length === 0 || map.items.length === 0) return changeHeldPairs(source, holder, { remove, insert, after });
  // What usually stands before it is not there, or goes: it comes first.
  const doomed = new Set(map.items.flatMap((pair, index) => (remove.has(pair) ? [index] : [])));
  return changeItems(source, map, { remove: doomed, insert, after: -1 });
}

/** Before the processes and the comments above them, as in the examples; at the end where there are none. */
function addSource(source: Source, added: NewPair): TextEdit[] {
  const { text, root, unit, eol } = source;
  const index = root?.items.findIndex(({ key }) => nameOf(source, key) === 'processes') ?? -1;
  if (!root || index < 0) return addRootPairs(source, [added]);
  if (root.flow) return changeItems(source, root, { insert: [added], after: index - 1 });
  const key = root.items[index]?.key;
  const start = isNode(key) ? key.range?.[0] : undefined;
  if (start === undefined) throw new EditRefused(unfollowed);
  return [insertLines(source, leadStart(text, lineStart(text, start)), blockItem(added, { indent: 0, unit, eol }))];
}
