import type { BuiltInProcess } from '../../flow/builtInProcesses';
import type { ModelDefaults, RunRequest } from '../../run/runRequest';

/** Where a part of a process's text comes from: a column of the row, or the row's result of an earlier process. */
export type ProcessColumn =
  | { readonly from: 'row'; readonly column: string }
  | { readonly from: 'result'; readonly process: string };

/** A process of the file, resolved into the flow that runs on every row. */
export interface TableProcess {
  readonly name: string;
  readonly columns: readonly ProcessColumn[];
  /** The flow; a row adds its text and the columns that the prompt names. */
  readonly request: RunRequest;
  /** The input-node that takes the row's text. */
  readonly inputNode: string;
  readonly outputNode: string;
  /** Columns of the source that the prompt names in braces. */
  readonly promptColumns: readonly string[];
  /** Set on every request to a model, so that `builtin`'s `auto` fits. */
  readonly builtIn?: BuiltInProcess;
  /** What stands in Table 3: the process's own, where nodes of its flow do not name others. */
  readonly model: ModelDefaults;
  /** Whether the flow is the implicit one, whose nodes the user has never seen. */
  readonly isImplicit: boolean;
  /** All that the answers depend on, apart from the row. */
  readonly fingerprint: string;
}

/** A table run that cannot begin: why, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
}
