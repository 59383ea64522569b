import { flowValue } from '../edits/newValue';
import { inlineText } from '../edits/scalarText';
import type { Completion, KnownConnection } from './completion';
import type { Cursor } from './cursor';

/** For `source:` itself: each connection as the map that reads from it. */
export function completeConnections(text: string, cursor: Cursor, connections: readonly KnownConnection[]): Completion[] {
  // Between quotes there is no room for a map.
  if (cursor.quote !== '' || cursor.inList) return [];
  const { range, style } = cursor;
  const gap = /[ \t]*$/.exec(text.slice(0, range.start))?.[0].length ?? 0;
  const replaced = style === 'block' && !cursor.startsLine ? { start: range.start - gap, end: range.end } : range;
  return connections.map((connection) => ({
    label: connection.name,
    kind: 'connection',
    insert: style === 'flow' ? inline(connection, cursor.json) : `${cursor.startsLine ? '' : '\n  '}${sourceLines(connection).join(cursor.startsLine ? '\n' : '\n  ')}`,
    range: replaced,
    detail: connection.type === undefined ? 'connection' : `${connection.type} connection`,
  }));
}

/** The lines of a `source` that reads from a connection; what is read is left to be written at the end of the last. */
export function sourceLines({ name, type }: KnownConnection): string[] {
  return [`connection: ${inlineText(name, 'block')}`, `${selectorOf(type)}: `];
}

function selectorOf(type: KnownConnection['type']): 'key' | 'query' {
  return type === 's3' ? 'key' : 'query';
}

function inline({ name, type }: KnownConnection, json: boolean): string {
  const map = [
    { key: 'connection', value: name },
    { key: selectorOf(type), value: '' },
  ];
  return flowValue({ map }, { json, space: ' ', pretty: undefined });
}
