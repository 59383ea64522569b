import type { Flow } from '../model';
import type { TextRange } from '../problem';

/** One thing that could be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'choice' | 'node' | 'column' | 'file' | 'connection' | 'placeholder';
  /** Takes the place of `range`. Its further lines are indented as if the first began at the margin. */
  readonly insert: string;
  readonly range: TextRange;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Whether what is to be written next can be chosen too. */
  readonly continues?: boolean;
}

export interface KnownProvider {
  readonly id: string;
  readonly label: string;
  readonly models: readonly string[];
  /** What is missing before it can be used, as a sentence. */
  readonly missing?: string | undefined;
  /** Why `models` may not be what it offers now, as a sentence. */
  readonly note?: string | undefined;
}

/** What can be named outside of the document. Only what a place needs is asked for. Paths are relative to the workflow. */
export interface CompletionWorld {
  /** What counts where the workflow names no provider. */
  readonly defaultProvider: string;
  providers(): Promise<readonly KnownProvider[]>;
  /** Files that rows can be read from. */
  sourceFiles(): Promise<readonly string[]>;
  workflows(): Promise<readonly string[]>;
  connections(): Promise<readonly KnownConnection[]>;
  knowledgeBases(): Promise<readonly string[]>;
  /** The columns of the flow's source; undefined where they are not known. */
  columns(flow: Flow): Promise<readonly string[] | undefined>;
}

export interface KnownConnection {
  readonly name: string;
  /** Absent where its settings cannot be read. */
  readonly type?: 'postgresql' | 'mysql' | 's3';
}
