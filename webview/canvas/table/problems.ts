import type { CanvasProblem } from '../../../src/shared/protocol';
import { useSelected } from '../../ui/store';
import { view } from '../state/document';

const none: readonly CanvasProblem[] = [];

/** The problems of one place in the table half of the file. */
export function useTableProblems(belongs: (problem: CanvasProblem) => boolean): readonly CanvasProblem[] {
  return useSelected(view, (current) => current?.problems ?? none).filter(belongs);
}
