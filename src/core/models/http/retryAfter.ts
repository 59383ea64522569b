import type { IncomingHttpHeaders } from 'node:http';

/**
 * How long a response asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` as seconds or as an HTTP date. A
 * date is measured from the server's own `Date`, where there is one: the two clocks need not agree.
 */
export function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const milliseconds = Number.parseFloat(String(headers['retry-after-ms']));
  if (milliseconds >= 0) return milliseconds;
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.date ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? now : serverNow));
}
