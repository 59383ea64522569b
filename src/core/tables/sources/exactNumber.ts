/** Digits that a number holds whatever they are. */
const numberDigits = 15;

/** A decimal as databases write it: a number where it has few enough digits to be exact, else its text; null for not a number. */
export function exactNumber(text: string): number | string | null {
  if (text === 'NaN') return null;
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').length;
  if (digits <= numberDigits) return Number(text);
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : text;
}
