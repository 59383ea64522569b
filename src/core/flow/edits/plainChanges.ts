import type { FieldChange } from './fields';
import type { PlainMap } from './plain';

/** The map under a key; what is missing there is made. */
export function mapAt(map: PlainMap, key: string): PlainMap {
  const found = map.get(key);
  if (found instanceof Map) return found;
  const made: PlainMap = new Map();
  map.set(key, made);
  return made;
}

/** Keeps the key's place; an entry that had the new name gives way. */
export function renameKey(map: PlainMap, key: string, to: string): void {
  const entries = [...map].filter(([name]) => name !== to);
  map.clear();
  for (const [name, value] of entries) map.set(name === key ? to : name, value);
}

/** Sets and removes fields as a change says. */
export function update(map: PlainMap, changes: Readonly<Record<string, FieldChange>>): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) map.delete(key);
    else if (typeof value === 'string') map.set(key, unified(value));
    else if (typeof value === 'object') map.set(key, value.map(unified));
    else if (value !== undefined) map.set(key, { source: String(value) });
  }
}

function unified(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
