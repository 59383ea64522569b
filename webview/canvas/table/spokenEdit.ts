import type { CanvasTable, FromCanvas } from '../../../src/shared/protocol';
import { Store } from '../../ui/store';

type Edit = Extract<FromCanvas, { type: 'edit' }>['edit'];

/** What has just become of a process, for those who do not see it. */
export const spokenEdit = new Store('');

/** `edit` has been answered with the table as it is now: what was refused has not become of it. */
export function sayTableEdit(edit: Edit, table: CanvasTable | undefined): void {
  const words = wordsFor(edit, table?.processes.map(({ name }) => name) ?? []);
  if (words !== undefined) spokenEdit.set(words);
}

function wordsFor(edit: Edit, processes: readonly string[]): string | undefined {
  switch (edit.kind) {
    case 'add-process':
      return processes.includes(edit.name) ? `${edit.name} added as process ${processes.length}` : undefined;
    case 'remove-process':
      return processes.includes(edit.process) ? undefined : `${edit.process} removed`;
    case 'move-process':
      return processes[edit.to] === edit.process ? `${edit.process} is process ${edit.to + 1} of ${processes.length} now` : undefined;
    default:
      return undefined;
  }
}
