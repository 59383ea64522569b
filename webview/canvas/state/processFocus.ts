/** The controls of a process's row that the keyboard can be given back to. */
export type RowControl = 'edit' | 'up' | 'down';

interface Wanted {
  readonly process: string;
  readonly control: RowControl;
  /** Unless the focus has found a place of its own. */
  readonly onlyIfLost: boolean;
}

let wanted: Wanted | undefined;

/** Gives the keyboard to a process's row once the changed document is drawn: the row may be new, or stand elsewhere. */
export function focusProcess(process: string, control: RowControl, { onlyIfLost = false } = {}): void {
  wanted = { process, control, onlyIfLost };
}

/** Called when the processes are drawn anew. */
export function settleFocus(list: HTMLElement | null): void {
  if (!wanted || !list) return;
  const { process, control, onlyIfLost } = wanted;
  const row = list.querySelector(`[data-process="${CSS.escape(process)}"]`);
  if (!row) return;
  wanted = undefined;
  const isLost = document.activeElement === document.body || document.activeElement === null;
  if (isLost || !onlyIfLost) row.querySelector<HTMLElement>(`[data-control="${control}"]`)?.focus();
}
