/** What is longer is no word, but encoded data; its beginning stands for it. */
const longest = 40;
/** In most texts nearly all words are plain: only the others are looked at closely. */
const candidates = /[a-z0-9\u0080-\uffff]+/g;
const plain = /^[a-z0-9]+$/;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * The words of a text, in lower case and without accents. Scripts that do not separate words give each pair of characters that
 * follow one another.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const candidate of text.toLowerCase().match(candidates) ?? []) {
    if (plain.test(candidate)) words.push(cut(candidate));
    else for (const word of wordsIn(candidate)) words.push(word);
  }
  return words;
}

function wordsIn(candidate: string): string[] {
  const words = withoutAccents(candidate).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.flatMap((word) => (unspaced.test(word) ? pairs(word) : cut(word)));
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFC').toLowerCase();
}

function cut(word: string): string {
  return word.length > longest ? word.slice(0, longest) : word;
}

function pairs(word: string): string[] {
  const characters = Array.from(word);
  return characters.length < 2 ? characters : characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
