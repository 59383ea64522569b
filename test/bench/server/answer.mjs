const words = 'The quick answer of a model comes word by word and says what it was asked for in plain sentences'.split(' ');

/** The tokens of the answer with that many tokens. */
export function tokensOf(count) {
  return Array.from({ length: count }, (_, index) => {
    const word = words[index % words.length];
    return index === 0 ? word : index % 60 === 0 ? `.\n\n${word}` : ` ${word}`;
  });
}

/** @type {Map<number, string>} */
const texts = new Map();

/** The whole answer with that many tokens. */
export function answerText(count) {
  if (!texts.has(count)) texts.set(count, tokensOf(count).join(''));
  return texts.get(count);
}
