import { seededNumbers } from './seededNumbers';

const words = 120;
const jump = 0.15;
const foreign = 0.6;
const inventedWords = 4_000;
const syllables = ['ba', 'ter', 'mo', 'lin', 'ca', 'rup', 'ne', 'sto', 'vi', 'gar', 'pel', 'on', 'dra', 'fi', 'tos', 'ur', 'men', 'ke'];

/**
 * Texts that answer nothing, made of the corpus's own phrases: each word follows the one before as it does somewhere in it, and most
 * words that few documents have are replaced by invented ones.
 */
export function distractors(texts: readonly string[], count: number, seed = 7): string[] {
  const random = seededNumbers(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const invented = Array.from({ length: inventedWords }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join(''));
  const tokens = texts.flatMap((text) => text.split(/\s+/).filter(Boolean));
  const followers = new Map<string, string[]>();
  for (const [index, token] of tokens.entries()) {
    const next = tokens[(index + 1) % tokens.length]!;
    followers.get(token)?.push(next) ?? followers.set(token, [next]);
  }
  const spread = new Map<string, number>();
  for (const token of texts.flatMap((text) => [...new Set(text.split(/\s+/))])) spread.set(token, (spread.get(token) ?? 0) + 1);
  const isRare = (token: string): boolean => (spread.get(token) ?? 0) < texts.length / 10;

  return Array.from({ length: count }, () => {
    let token = pick(tokens);
    return Array.from({ length: words }, () => {
      const written = isRare(token) && random() < foreign ? pick(invented) : token;
      token = random() < jump ? pick(tokens) : pick(followers.get(token)!);
      return written;
    }).join(' ');
  });
}
