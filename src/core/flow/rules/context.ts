/** What the rules must know of the world around the document. Absent: not known, so nothing is said about it. */
export interface RuleContext {
  readonly providers: readonly string[];
  readonly knowledgeBases?: ReadonlySet<string>;
  /** What stands at each path that the document names: its columns where they could be read, or why it cannot be used. */
  readonly files?: ReadonlyMap<string, FileFacts>;
  readonly connections?: ReadonlySet<string>;
  /** The columns that the rows of the document's connection had when they were last pulled. */
  readonly pulledColumns?: readonly string[];
}

export type FileFacts = ({ readonly state: 'found' } & ColumnFacts) | { readonly state: 'missing' | 'outside' };

/** What could be learnt of a source's columns: all of them, why they cannot be read, or neither. */
export interface ColumnFacts {
  readonly columns?: readonly string[];
  readonly unreadable?: UnreadableSource;
}

export interface UnreadableSource {
  /** A sentence that names the source. */
  readonly reason: string;
  /** Whether it is of no kind that rows can be read from, whatever is in it. */
  readonly ofUnknownKind: boolean;
}
