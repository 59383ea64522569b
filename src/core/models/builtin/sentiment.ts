import type { BuiltinModel } from './builtinModel';

/** The bounds that VADER's authors use. */
const positiveFrom = 0.05;
const negativeTo = -0.05;

export const sentiment: BuiltinModel = {
  says: 'This is the built-in `sentiment`, not a language model: it weighs English words by a lexicon (VADER).',
  async answer(input) {
    const { SentimentIntensityAnalyzer } = await import('vader-sentiment');
    const { compound } = SentimentIntensityAnalyzer.polarity_scores(input);
    if (compound >= positiveFrom) return 'Positive';
    return compound <= negativeTo ? 'Negative' : 'Neutral';
  },
};
