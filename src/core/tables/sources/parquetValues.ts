import { isUtf8 } from 'node:buffer';
import type { ParquetParsers } from 'hyparquet';

const secondsPerDay = 86_400;
const maxSeconds = 8_640_000_000_000n;

/** How values with a logical type are read: times as ISO 8601 with all their digits, texts only where they are UTF-8. */
export const parsers: Partial<ParquetParsers> = {
  dateFromDays: (days: number) => isoTime(BigInt(days * secondsPerDay), 0).replace(/T.*/, ''),
  timestampFromMilliseconds: (time: bigint) => isoTime(time, 3),
  timestampFromMicroseconds: (time: bigint) => isoTime(time, 6),
  timestampFromNanoseconds: (time: bigint) => isoTime(time, 9),
  stringFromBytes(bytes: Uint8Array) {
    if (!isUtf8(bytes)) throw new Error('A text in it is not UTF-8.');
    return Buffer.from(bytes).toString('utf8');
  },
};

/** `time` counts units of 10^-digits seconds since 1970. */
function isoTime(time: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const fraction = ((time % unit) + unit) % unit;
  const seconds = (time - fraction) / unit;
  // Beyond the years that a date can have, the number itself is all that there is to say.
  if (seconds > maxSeconds || seconds < -maxSeconds) return time.toString();
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, -'.000Z'.length);
  const decimals = fraction === 0n ? '' : `.${fraction.toString().padStart(digits, '0').replace(/0+$/, '')}`;
  return `${text}${decimals}Z`;
}

/** Bytes without a logical type: old writers put texts there. */
export function bytesOrText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64');
}
