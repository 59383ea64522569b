import type { BuiltinModel } from './builtinModel';
import { contentWords, countWords } from './words';

const most = 8;

export const keywords: BuiltinModel = {
  says: 'This is the built-in `keywords`, not a language model: it counts words.',
  async answer(input) {
    const counts = [...countWords(await contentWords(input))];
    // The sort is stable: words of one frequency keep the order of the text.
    return counts
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([word]) => word)
      .join(', ');
  },
};
