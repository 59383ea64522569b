import { closest } from '../../text/closest';
import { doubleQuoted, inlineText } from '../edits/scalarText';
import type { Problem, TextRange } from '../problem';

/** A source may have thousands of columns. */
const mostNamed = 20;

/** A process, or the source's `row_key`, names a column that the source does not have. */
export function unknownColumn(column: string, known: readonly string[], range: TextRange, text: string): Problem {
  const close = closest(known, column);
  const hint = close === undefined ? '' : `Did you mean “${close}”? `;
  return {
    rule: 'process/unknown-column',
    severity: 'error',
    message: `The source has no column “${column}”. ${hint}Its columns are: ${listed(known)}.`,
    range,
    ...(close !== undefined && { fix: { title: `Change to “${close}”`, edits: [{ range, text: text[range.start] === '"' ? doubleQuoted(close) : inlineText(close, 'flow') }] } }),
  };
}

function listed(columns: readonly string[]): string {
  const rest = columns.length - mostNamed;
  return rest <= 0 ? columns.join(', ') : `${columns.slice(0, mostNamed).join(', ')} and ${rest} more`;
}
