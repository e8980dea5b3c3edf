/**
 * A time zone as `TZ` may spell it out: `CET-1CEST,M3.5.0,M10.5.0/3`. Node and Chromium know only the
 * names of zones, and take such a rule for UTC.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html#tag_08_03
 */
import type { ZoneRules } from './zone-rules.js';

/** A change of the clock: a day of the year, and seconds after its midnight by the clock before. */
interface Change {
  /** Midnight of its day as if the zone was UTC, ms. */
  readonly day: (year: number) => number;
  readonly time: number;
}

/** Either quoted, with digits and signs, or of letters alone. */
const name = String.raw`(?:<[a-z\d+-]+>|[a-z]{3,})`;
const clock = String.raw`[+-]?\d{1,3}(?::[0-5]?\d(?::[0-5]?\d)?)?`;
const date = String.raw`(?:J\d{1,3}|\d{1,3}|M\d{1,2}\.[1-5]\.[0-6])(?:/${clock})?`;
const pattern = new RegExp(
  String.raw`^${name}(?<standard>${clock})(?:${name}(?<summer>${clock})?(?:,(?<start>${date}),(?<end>${date}))?)?$`,
  'i',
);
const hasSummerTime = new RegExp(String.raw`^${name}${clock}${name}`, 'i');
/** glibc takes those of the United States where a rule names summer time and no dates. */
const usualDates = { start: 'M3.2.0', end: 'M11.1.0' };
const hourSeconds = 3600;
const dayMs = 86_400_000;

/** Null: it is no such rule. */
export function posixTimeZone(text: string): ZoneRules | null {
  const { groups } = pattern.exec(text) ?? {};
  if (groups === undefined) return null;
  // POSIX counts west of Greenwich.
  const standard = -seconds(groups['standard'] ?? '');
  if (!hasSummerTime.test(text))
    return { offsetAt: () => standard, changes: () => [], knowsPast: false };
  const summer =
    groups['summer'] === undefined ? standard + hourSeconds : -seconds(groups['summer']);
  const start = changeOf(groups['start'] ?? usualDates.start);
  const end = changeOf(groups['end'] ?? usualDates.end);
  return start && end ? withSummerTime(standard, summer, start, end) : null;
}

function withSummerTime(standard: number, summer: number, start: Change, end: Change): ZoneRules {
  const at = (year: number, { day, time }: Change, before: number) =>
    day(year) + (time - before) * 1000;
  // An end at the same moment as the next start comes first: summer time all year.
  const ofYear = (year: number) => [
    { at: at(year, end, summer), offset: standard },
    { at: at(year, start, standard), offset: summer },
  ];
  const between = (fromMs: number, toMs: number) => {
    const years: number[] = [];
    for (let year = yearOf(fromMs) - 1; year <= yearOf(toMs) + 1; year++) years.push(year);
    return years.flatMap(ofYear).sort((a, b) => a.at - b.at);
  };
  return {
    offsetAt: (timeMs) =>
      between(timeMs, timeMs).findLast((change) => change.at <= timeMs)?.offset ?? standard,
    changes: (fromMs, toMs) =>
      between(fromMs, toMs)
        .map((change) => change.at)
        .filter((time) => time >= fromMs && time < toMs),
    knowsPast: false,
  };
}

const yearOf = (timeMs: number) => new Date(timeMs).getUTCFullYear();

/** Null: a day that no year has. */
function changeOf(text: string): Change | null {
  const [day = '', time] = text.split('/');
  const dayOf = dayIn(day);
  return dayOf && { day: dayOf, time: time === undefined ? 2 * hourSeconds : seconds(time) };
}

function dayIn(text: string): ((year: number) => number) | null {
  if (/^M/i.test(text)) {
    const [month = 0, week = 0, weekday = 0] = text.slice(1).split('.').map(Number);
    return month < 1 || month > 12 ? null : (year) => weekdayOf(year, month, week, weekday);
  }
  const day = Number(text.replace(/^J/i, ''));
  if (day > 365 || (day === 0 && /^J/i.test(text))) return null;
  // With J, 29 February is never counted.
  if (/^J/i.test(text)) {
    return (year) =>
      Date.UTC(year, 0, 1) + (day - 1 + (day > 59 && isLeapYear(year) ? 1 : 0)) * dayMs;
  }
  return (year) => Date.UTC(year, 0, 1) + day * dayMs;
}

/** @param week the fifth is the last one of the month */
function weekdayOf(year: number, month: number, week: number, weekday: number): number {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const day = 1 + ((weekday - first + 7) % 7) + (week - 1) * 7;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Date.UTC(year, month - 1, day > days ? day - 7 : day);
}

function isLeapYear(year: number): boolean {
  return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
}

/** "5", "-5:30", "+02:00:00" */
function seconds(text: string): number {
  const [hours = 0, minutes = 0, rest = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  return (text.startsWith('-') ? -1 : 1) * (hours * hourSeconds + minutes * 60 + rest);
}
