import type { TableOptions } from '../../core/tables/prepareTable';

/** What a user asks for. */
export interface TableRunOptions {
  /** Default: all. */
  readonly processes?: readonly string[];
  /** The first so many rows of the source only. */
  readonly limit?: number;
  /** Run rows again that have failed; without `reference_ids`, those alone. */
  readonly retryFailed?: boolean;
  /** These rows only. */
  readonly reference_ids?: readonly string[];
  /** Also rows that are Completed. */
  readonly rerun?: boolean;
}

/** What that is for the core. */
export function coreOptions({ processes, limit, retryFailed, reference_ids, rerun }: TableRunOptions): TableOptions {
  return {
    ...(processes && { processes }),
    ...(limit !== undefined && { limit }),
    ...(reference_ids && { reference_ids }),
    ...(retryFailed === true && (reference_ids ? { retryFailed } : { failedOnly: true })),
    ...(rerun === true && { rerun }),
  };
}
