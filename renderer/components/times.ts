/** Times and durations in words. All times in milliseconds since 1970. */
import type { IntlShape } from 'react-intl';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
export const day = 24 * hour;

/** "in 12 minutes", "3 days ago". */
export function fromNow(at: number, now: number, intl: IntlShape): string {
  const left = at - now;
  const size = Math.abs(left);
  const say = (unit: 'second' | 'minute' | 'hour' | 'day', length: number) =>
    intl.formatRelativeTime(Math.round(left / length), unit, { numeric: 'always' });
  if (size < 59.5 * second) return say('second', second);
  if (size < 59.5 * minute) return say('minute', minute);
  if (size < 36 * hour) return say('hour', hour);
  return say('day', day);
}

/** "12 Nov", with the year when it is another one. */
export function dayOf(at: number, now: number, intl: IntlShape): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return intl.formatDate(at, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** "14:02" today, "12 Nov, 14:02" on another day. */
export function clockTime(at: number, now: number, intl: IntlShape): string {
  const time = intl.formatTime(at, { hour: '2-digit', minute: '2-digit' });
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return today ? time : `${dayOf(at, now, intl)}, ${time}`;
}

/** To the second and with the time zone, for support: "12 Nov 2026, 14:02:09 UTC". */
export function exactTime(at: number, intl: IntlShape): string {
  return intl.formatDate(at, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** "9:41" of a remaining time. */
export function minutesAndSeconds(left: number, intl: IntlShape): string {
  const seconds = Math.max(0, Math.ceil(left / second));
  const rest = intl.formatNumber(seconds % 60, { minimumIntegerDigits: 2 });
  return `${intl.formatNumber(Math.floor(seconds / 60))}:${rest}`;
}

const units = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
] as const;

/** "2 hours": a length of time as one would say it. */
export function roughly(length: number, intl: IntlShape): string {
  const say = (unit: 'minute' | 'hour' | 'day', size: number) =>
    intl.formatNumber(Math.round(length / size), { style: 'unit', unit, unitDisplay: 'long' });
  if (length < 59.5 * minute) return say('minute', minute);
  if (length < 36 * hour) return say('hour', hour);
  return say('day', day);
}

/** "90 days", "1 hour, 30 minutes": a length of time, exact to the second. */
export function duration(length: number, intl: IntlShape): string {
  let left = Math.round(length / second) * second;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0 || (unit === 'second' && parts.length === 0)) {
      parts.push(intl.formatNumber(count, { style: 'unit', unit, unitDisplay: 'long' }));
    }
  }
  return intl.formatList(parts, { type: 'unit' });
}
