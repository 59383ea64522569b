/** What the rules must know of the world around the document. Absent: not known, so nothing is said about it. */
export interface RuleContext {
  readonly providers: readonly string[];
  readonly knowledgeBases?: ReadonlySet<string>;
  /** What stands at each path that the document names: its columns where they could be read, or why it cannot be used. */
  readonly files?: ReadonlyMap<string, FileFacts>;
}

export type FileFacts = { readonly state: 'found'; readonly columns?: readonly string[] } | { readonly state: 'missing' | 'outside' };
