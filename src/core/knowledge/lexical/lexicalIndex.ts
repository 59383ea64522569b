export interface RankedText {
  /** Of the text, in the list that was indexed or ranked. */
  readonly index: number;
  /** Above zero; higher is better, comparable within one answer only. */
  readonly score: number;
}

/** Finds texts by the words of a query, however they are inflected or misspelt. It needs no model. */
export interface LexicalIndex {
  /** At most `count` texts, best first; equal ones in their order. Texts that share nothing with the query are left out. */
  search(query: string, count: number): RankedText[];
}
