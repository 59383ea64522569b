import type { CanvasView } from '../../../src/shared/protocol';
import { stopSequences } from './stopText';

type Intensity = CanvasView['defaults']['intensity'];

/** What stands in a field: a value, `null` where it is empty and the default applies, or what is wrong with it. */
export type Reading<T> = { readonly value: T | null } | { readonly problem: string };

/** How each field that holds more than a name is read. */
export const readings = {
  temperature: (text: string) => readNumber(text, (value) => value >= 0 && value <= 2, 'Write a number from 0 to 2, such as 0.7.'),
  max_output_tokens: (text: string) =>
    readNumber(text, (value) => Number.isSafeInteger(value) && value >= 1, 'Write a whole number from 1, such as 800.'),
  stop: (text: string): Reading<string | string[]> => {
    const sequences = stopSequences(text);
    if (sequences.length > mostStops) return { problem: `Write ${mostStops} stop sequences at most.` };
    return { value: sequences.length > 1 ? sequences : (sequences[0] ?? null) };
  },
  intensity: (text: string): Reading<Intensity> => {
    const word = text.trim().toLowerCase();
    if (word === 'low' || word === 'medium' || word === 'high') return { value: word };
    return readNumber(word, (value) => Number.isInteger(value) && value >= 1 && value <= mostPassages, 'Write low, medium, high, or a whole number from 1 to 50.');
  },
};

const mostStops = 4;
const mostPassages = 50;

export function problemOf(reading: Reading<unknown>): string | undefined {
  return 'problem' in reading ? reading.problem : undefined;
}

/** The value of a field that has no problem. */
export function valueOf<T>(reading: Reading<T>): T | null {
  return 'value' in reading ? reading.value : null;
}

function readNumber(text: string, fits: (value: number) => boolean, problem: string): Reading<number> {
  // Half of the world writes a comma there.
  const written = text.trim().replace(',', '.');
  if (written === '') return { value: null };
  return /^\d*\.?\d+$/.test(written) && fits(Number(written)) ? { value: Number(written) } : { problem };
}

const topKs = { low: 3, medium: 6, high: 12 };

/** Such as `medium (6)`. */
export function intensityText(intensity: Intensity): string {
  return typeof intensity === 'number' ? String(intensity) : `${intensity} (${topKs[intensity]})`;
}

export const namedIntensities = ['low', 'medium', 'high'] as const;
