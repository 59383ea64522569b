import type { CST } from 'yaml';
import { EditRefused, unfollowed } from './editRefused';

/** Where an item of a map or list stands: `start` to `end` without the white space and comments around it. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  /** Offset of the comma behind it. */
  readonly comma: number | undefined;
}

export type CollectionToken = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** One extent for each item, in order; throws where the token's items do not match the composed ones. */
export function extentsOf(collection: CollectionToken, count: number): Extent[] {
  const items: readonly CST.CollectionItem[] = collection.items;
  const extents = items.flatMap((item, index): Extent[] => {
    const start = itemStart(item);
    if (start === undefined) return [];
    const comma = items[index + 1]?.start.find((token) => token.type === 'comma')?.offset;
    return [{ start, end: itemEnd(item) ?? start, comma }];
  });
  if (extents.length !== count) throw new EditRefused(unfollowed);
  return extents;
}

export function endOf(token: CST.Token): number {
  switch (token.type) {
    case 'block-scalar':
      return bodyStart(token) + token.source.length;
    case 'block-map':
    case 'block-seq': {
      const items: readonly CST.CollectionItem[] = token.items;
      return items.reduce((end, item) => itemEnd(item) ?? end, token.offset);
    }
    case 'flow-collection': {
      const bracket = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
      return (bracket ?? token.start).offset + 1;
    }
    default:
      return 'source' in token ? token.offset + token.source.length : token.offset;
  }
}

export function bodyStart(token: CST.BlockScalar): number {
  return token.props.reduce((_, prop) => endOf(prop), token.offset);
}

/** Not there, or there without a character in the text. */
export function isWritten(token: CST.Token | null | undefined): token is CST.Token {
  return !!token && !('source' in token && token.type === 'scalar' && token.source === '');
}

export function itemStart(item: CST.CollectionItem): number | undefined {
  const key = isWritten(item.key) ? item.key.offset : undefined;
  const value = isWritten(item.value) ? item.value.offset : undefined;
  return item.start.find(isSignificant)?.offset ?? key ?? item.sep?.find(isSignificant)?.offset ?? value;
}

function itemEnd(item: CST.CollectionItem): number | undefined {
  if (isWritten(item.value)) return endOf(item.value);
  return endOfLast(item.sep) ?? (isWritten(item.key) ? endOf(item.key) : endOfLast(item.start));
}

function endOfLast(tokens: readonly CST.SourceToken[] | undefined): number | undefined {
  const last = tokens?.findLast(isSignificant);
  return last && endOf(last);
}

function isSignificant({ type }: CST.SourceToken): boolean {
  return type !== 'space' && type !== 'newline' && type !== 'comment' && type !== 'comma';
}
