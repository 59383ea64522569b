import type { KeyboardEvent } from 'react';
import type { CanvasProcess } from '../../../src/shared/protocol';
import { showToast } from '../../ui/Toasts';
import { permissionsNow, view } from '../state/document';
import { edits } from '../state/edits';
import { focusProcess, type RowControl } from '../state/processFocus';

/** Removes it, or says why it must stay. The keyboard goes to the process that takes its place. */
export function removeProcess({ name, holds }: CanvasProcess): void {
  if (!permissionsNow().table) return;
  if (holds.remove !== undefined) return showToast(holds.remove);
  const names = view.get()?.table?.processes.map((process) => process.name) ?? [];
  const place = names.indexOf(name);
  const next = names[place + 1] ?? names[place - 1];
  if (next !== undefined) focusProcess(next, 'edit');
  edits.send({ kind: 'remove-process', process: name });
}

/** Lets it change places with the one above or below, or says why it cannot. */
export function moveProcess({ name, holds }: CanvasProcess, direction: 'up' | 'down', control: RowControl = direction): void {
  if (!permissionsNow().table) return;
  const hold = holds[direction];
  if (hold !== undefined) return showToast(hold);
  const place = view.get()?.table?.processes.findIndex((process) => process.name === name) ?? -1;
  if (place < 0) return;
  focusProcess(name, control);
  edits.send({ kind: 'move-process', process: name, to: direction === 'up' ? place - 1 : place + 1 });
}

/** The keys of a process's row: Delete, and Alt with the arrows, as lines are moved in the text. */
export function handleRowKey(event: KeyboardEvent<HTMLElement>, process: CanvasProcess): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  const direction = event.altKey ? ({ ArrowUp: 'up', ArrowDown: 'down' } as const)[event.key] : undefined;
  if (direction) moveProcess(process, direction, controlOf(event.target));
  else if (!event.altKey && (event.key === 'Delete' || event.key === 'Backspace')) removeProcess(process);
  else return;
  event.preventDefault();
}

function controlOf(target: EventTarget): RowControl {
  const control = target instanceof HTMLElement ? target.dataset['control'] : undefined;
  return control === 'up' || control === 'down' ? control : 'edit';
}
