import type { ProcessEstimate, TableEstimate } from '../../core/tables/estimate';

/** How many rows a try-out takes. */
export const firstRows = 10;
/** From so many rows on, a cost that is only guessed may be far off. */
const manyRows = 100;

/** Whether a person should see what a run will take before it begins. `above` in US dollars; 0: always, where a model may cost anything. */
export function isWorthAsking(estimate: TableEstimate, above: number): boolean {
  const paid = estimate.processes.filter(isPaid);
  if (paid.length === 0) return false;
  const rows = Math.max(...paid.map((process) => process.rows));
  if (above <= 0 || (estimate.cost ?? 0) >= above) return true;
  if (estimate.cost === null) return rows > firstRows;
  return rows >= manyRows && paid.some(({ basis }) => basis === 'length');
}

export function isPaid({ rows, calls }: ProcessEstimate): boolean {
  return rows > 0 && calls > 0;
}
