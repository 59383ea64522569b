import { useEffect, useState } from 'react';
import type { ProcessProblem, ToCanvas } from '../../../src/shared/protocol';
import type { FieldProblem } from '../popup/FieldProblems';
import { post } from '../vscodeApi';
import type { ProcessEdit } from './draft';

type Found = readonly ProcessProblem[];

const asked = new Map<number, (problems: Found) => void>();
let lastRequest = 0;

/** Asks the host what the rules would say of the process if the edit were made. */
export function checkProcess(edit: ProcessEdit): Promise<Found> {
  const request = ++lastRequest;
  post({ type: 'check-process', request, edit });
  return new Promise((resolve) => asked.set(request, resolve));
}

export function processCheckArrived({ request, problems }: Extract<ToCanvas, { type: 'process-check' }>): void {
  asked.get(request)?.(problems);
  asked.delete(request);
}

const none: Found = [];

/** What the rules say of the process as it would be. Until they answer, what they said last. `edit` is a new one only where it may differ. */
export function useProcessCheck(edit: ProcessEdit): Found {
  const [problems, setProblems] = useState(none);
  useEffect(() => {
    let isCurrent = true;
    void checkProcess(edit).then((found) => {
      if (isCurrent) setProblems(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [edit]);
  return problems;
}

/** Those of a field; with `column` those of one of its columns. */
export function problemsAt(problems: Found, field: string, column?: string): FieldProblem[] {
  return problems.filter((problem) => problem.field === field && (column === undefined || problem.column === column));
}
