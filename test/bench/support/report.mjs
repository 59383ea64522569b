import { median } from './rounds.mjs';

/** A number with three digits that count. */
export function digits(value) {
  if (!Number.isFinite(value)) return '–';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en', { minimumFractionDigits: Math.min(decimals, 3), maximumFractionDigits: Math.min(decimals, 3) });
}

/** The median, and how far the rounds lie apart. */
export function spread(values) {
  const range = values.length > 1 ? ` (${digits(Math.min(...values))}–${digits(Math.max(...values))})` : '';
  return `${digits(median(values))}${range}`;
}

/** @param {readonly number[]} values */
export function times(values) {
  return `${digits(median(values))} ×`;
}

/**
 * @param {readonly string[]} head the first column is text, the others are numbers
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
