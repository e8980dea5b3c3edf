/**
 * Formats times (ms since 1970) and durations (ms). Zone and hour cycle are those of `intl`: the local
 * methods of Date may still be of the zone in which the app started.
 */
import type { FormatDateOptions, IntlShape } from 'react-intl';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
export const day = 24 * hour;

/** "in 12 minutes", "3 days ago". */
export function formatRelativeTime(at: number, now: number, intl: IntlShape): string {
  const left = at - now;
  const size = Math.abs(left);
  const format = (unit: 'second' | 'minute' | 'hour' | 'day', length: number) =>
    intl.formatRelativeTime(Math.round(left / length), unit, { numeric: 'always' });
  if (size < 59.5 * second) return format('second', second);
  if (size < 59.5 * minute) return format('minute', minute);
  if (size < 36 * hour) return format('hour', hour);
  return format('day', day);
}

/** "12 Nov", with the year unless it is the current one. */
export function formatDay(at: number, now: number, intl: IntlShape): string {
  return intl.formatDate(at, dayStyle(at, now, intl));
}

function dayStyle(at: number, now: number, intl: IntlShape): FormatDateOptions {
  const year = (time: number) => intl.formatDate(time, { year: 'numeric' });
  return {
    day: 'numeric',
    month: 'short',
    ...(year(at) === year(now) ? {} : { year: 'numeric' }),
  };
}

/** "14:02" today, "12 Nov, 14:02" on another day. */
export function formatClockTime(at: number, now: number, intl: IntlShape): string {
  const time = { hour: hourStyle(intl), minute: '2-digit' } as const;
  const date = (each: number) =>
    intl.formatDate(each, { year: 'numeric', month: 'numeric', day: 'numeric' });
  return date(at) === date(now)
    ? intl.formatTime(at, time)
    : intl.formatDate(at, { ...dayStyle(at, now, intl), ...time });
}

/** To the second and with the time zone, for support: "12 Nov 2026, 14:02:09 UTC". */
export function formatExactTime(at: number, intl: IntlShape): string {
  return intl.formatDate(at, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: hourStyle(intl),
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** "2:02 pm", but "02:02". */
function hourStyle({ locale }: IntlShape): 'numeric' | '2-digit' {
  return new Intl.Locale(locale).hourCycle === 'h12' ? 'numeric' : '2-digit';
}

/** "9:41". */
export function formatCountdown(left: number, intl: IntlShape): string {
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

/** "2 hours", rounded to its largest unit. */
export function formatRoughDuration(length: number, intl: IntlShape): string {
  const format = (unit: 'minute' | 'hour' | 'day', size: number) =>
    intl.formatNumber(Math.round(length / size), { style: 'unit', unit, unitDisplay: 'long' });
  if (length < 59.5 * minute) return format('minute', minute);
  if (length < 36 * hour) return format('hour', hour);
  return format('day', day);
}

/** "48 min", "3 hrs", rounded to its largest unit. */
export function formatShortDuration(length: number, intl: IntlShape): string {
  const format = (unit: 'second' | 'minute' | 'hour' | 'day', size: number) =>
    intl.formatNumber(Math.round(length / size), { style: 'unit', unit, unitDisplay: 'short' });
  if (length < 59.5 * second) return format('second', second);
  if (length < 59.5 * minute) return format('minute', minute);
  if (length < 36 * hour) return format('hour', hour);
  return format('day', day);
}

/** "90 days", "1 hour, 30 minutes": exact to the second. */
export function formatDuration(length: number, intl: IntlShape): string {
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
