import type { Pair } from 'yaml';
import type { TextEdit } from '../problem';
import { insertLines, linesEnd } from './blockItems';
import { EditRefused, unfollowed } from './editRefused';
import { endOf, itemStart } from './extents';
import type { FieldChange } from './fields';
import { layoutOf } from './items';
import { column, isBlank, lineEnd, nextLine } from './lines';
import { blockItem, flowValue, type NewPair } from './newValue';
import { replaceWithMap, type Holder } from './pairs';
import { slotOf } from './slot';
import { isNull, type Source } from './source';
import { insert, replace } from './textEdits';

/** Turns the short form of a process, `name: column`, into the long one. Columns that stay keep how they are written. */
export function lengthen(source: Source, holder: Holder, columns: Exclude<FieldChange, null>, added: readonly NewPair[]): TextEdit[] {
  if (typeof columns === 'string') return replaceWithMap(source, holder, [{ key: 'column', value: columns }, ...added]);
  if (Array.isArray(columns)) return replaceWithMap(source, holder, [{ key: 'column', value: { list: columns } }, ...added]);
  if (isNull(source, holder.pair.value)) return replaceWithMap(source, holder, added);
  return holder.parent.flow ? wrapInBraces(source, holder, added) : wrapInLines(source, holder.pair, added);
}

/** What stands behind the colon goes to a line of its own, behind `column:`, with its comments and further lines. */
function wrapInLines(source: Source, pair: Pair, added: readonly NewPair[]): TextEdit[] {
  const { text, eol, unit } = source;
  const colon = colonEnd(pair);
  const { end } = slotOf(pair);
  const start = (pair.srcToken && itemStart(pair.srcToken)) ?? colon;
  const style = { indent: column(text, start) + unit, unit, eol };
  const edits = [insert(colon, `${eol}${' '.repeat(style.indent)}column:`)];
  for (let line = nextLine(text, colon); line < end; line = nextLine(text, line)) {
    if (!isBlank(text.slice(line, lineEnd(text, line)))) edits.push(insert(line, ' '.repeat(unit)));
  }
  const lines = added.map((each) => blockItem(each, style)).join('');
  return [...edits, insertLines(source, linesEnd(text, { start, end }), lines)];
}

function wrapInBraces(source: Source, { parent, pair }: Holder, added: readonly NewPair[]): TextEdit[] {
  const { end } = slotOf(pair);
  const colon = colonEnd(pair);
  const written = source.text.slice(colon, end).trimStart();
  const { style } = layoutOf(source, parent);
  const deeper = written.replaceAll('\n', `\n${style.pretty?.unit ?? ''}`);
  return [replace(end - written.length, end, flowValue({ map: [{ key: 'column', value: { literal: deeper } }, ...added] }, style))];
}

function colonEnd({ srcToken }: Pair): number {
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  if (!colon) throw new EditRefused(unfollowed);
  return endOf(colon);
}
