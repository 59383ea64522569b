import { processKeys } from '../parse/readProcesses';
import { EditRefused } from './editRefused';

export const otherProcessKeys = processKeys.filter((key) => key !== 'column');

/** One column is a text, several are a list; where there is a list already, it stays one. */
export function columnValue(columns: readonly string[] | undefined, isList = false): string | readonly string[] | undefined {
  const [first, ...others] = columns ?? [];
  if (columns && first === undefined) throw new EditRefused('A process needs a column to read.');
  return isList || others.length > 0 ? columns : first;
}
