import { durationText } from '../../../core/tables/progressText';

/** Such as `14:03` for today, else `20 Nov, 14:03`, with the year where it is another. */
export function momentText(time: string, now: Date, locale?: string): string {
  const moment = new Date(time);
  const clock = moment.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  if (moment.toDateString() === now.toDateString()) return clock;
  const year = moment.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return `${moment.toLocaleDateString(locale, { day: 'numeric', month: 'short', year })}, ${clock}`;
}

/** Such as `0.4 s` or `12 min`. */
export function elapsedText(start: string, end: string): string {
  const seconds = Math.max(0, Date.parse(end) - Date.parse(start)) / 1_000;
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : durationText(seconds);
}
