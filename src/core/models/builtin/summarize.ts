import type { BuiltinModel } from './builtinModel';
import { contentWords, countWords } from './words';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const most = 3;

export const summarize: BuiltinModel = {
  says: 'This is the built-in `summarize`, not a language model: it picks the sentences whose words occur most.',
  async answer(input) {
    const sentences = splitSentences(input);
    const words = await Promise.all(sentences.map((sentence) => contentWords(sentence)));
    const counts = countWords(words.flat());
    return sentences
      .map((sentence, index) => ({ sentence, index, weight: meanCount(words[index] ?? [], counts) }))
      .sort((a, b) => b.weight - a.weight || a.index - b.index)
      .slice(0, Math.min(most, Math.ceil(sentences.length / 3)))
      .sort((a, b) => a.index - b.index)
      .map(({ sentence }) => sentence)
      .join(' ');
  },
};

function splitSentences(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment.replace(/\s+/g, ' ').trim()).filter((sentence) => sentence !== '');
}

/** A mean, so that a long sentence has no advantage. */
function meanCount(words: readonly string[], counts: ReadonlyMap<string, number>): number {
  const total = words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
  return words.length === 0 ? 0 : total / words.length;
}
