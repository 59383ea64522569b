declare module 'vader-sentiment' {
  /** From -1 to 1; `compound` is the whole text's. */
  export interface Scores {
    readonly neg: number;
    readonly neu: number;
    readonly pos: number;
    readonly compound: number;
  }
  export const SentimentIntensityAnalyzer: { polarity_scores(text: string): Scores };
}

declare module 'stopword' {
  /** English function words, in lower case. */
  export const eng: readonly string[];
}
