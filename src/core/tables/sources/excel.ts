import { readFile, stat } from 'node:fs/promises';
import { CellSource, type CellRow } from './cellSource';
import { maxHeldPartsBytes, maxWholeFileBytes } from './limits';
import { plainValue } from './plainValue';
import { asSourceError, fail, type SourceFile } from './sourceFile';
import { heldPartsSize } from './workbookParts';

/** A sheet of an Excel workbook, the first unless one is named. The compressed file is held in memory, its rows are not. */
export function openExcel(file: SourceFile): CellSource {
  return new CellSource(file.name, 'row', (signal) => readCells(file, signal));
}

async function* readCells({ path, name, selection }: SourceFile, signal: AbortSignal): AsyncGenerator<CellRow> {
  try {
    if ((await stat(path)).size > maxWholeFileBytes) {
      throw fail(name, `the workbook is larger than ${maxWholeFileBytes / 1024 / 1024} MiB. Save the sheet as CSV.`);
    }
    const { readXlsx, streamXlsxRows } = await import('hucre/xlsx');
    const bytes = await readFile(path, { signal });
    const held = heldPartsSize(bytes);
    if (held === undefined) throw fail(name, 'is no workbook (.xlsx), or is damaged or encrypted. Save it in Excel as .xlsx without a password.');
    if (held > maxHeldPartsBytes) throw fail(name, `the texts in the workbook are larger than ${maxHeldPartsBytes / 1024 / 1024} MiB. Save the sheet as CSV.`);
    if (selection !== undefined) {
      const names: string[] = [];
      // Says no to every sheet before it is parsed.
      await readXlsx(bytes, { sheets: (sheet) => names.push(sheet.name) < 0 });
      if (!names.includes(selection)) throw fail(name, `there is no such sheet in it. Its sheets are: ${names.join(', ')}.`);
    }
    for await (const { index, values } of streamXlsxRows(bytes, selection === undefined ? {} : { sheet: selection })) {
      signal.throwIfAborted();
      const cells = withoutEmptyEnd(values.map((value) => (value instanceof Date ? localTime(value) : plainValue(value))));
      if (cells.length > 0) yield { cells, line: index + 1 };
    }
  } catch (error) {
    throw asSourceError(name, signal, error);
  }
}

/** Formatting alone makes cells that hold nothing. */
function withoutEmptyEnd(cells: readonly unknown[]): readonly unknown[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null && cell !== '') + 1);
}

/** Dates in a workbook have no time zone, and most have no time of day. */
function localTime(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00.000') ? day : `${day}T${time.replace(/(\.000)?Z$/, '')}`;
}
