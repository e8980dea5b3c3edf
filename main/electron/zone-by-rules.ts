/** Finds a name for a time zone of which only the rules are known: formatters want a name. */
import type { ZoneRules } from './zone-rules.js';

const dayMs = 86_400_000;
const hourSeconds = 3600;
/** Years, ms before and after now, in which times that the app shows may be. */
const shown = { before: 3 * 366 * dayMs, after: 10 * 366 * dayMs };
/** So often rules are compared, ms: a change that only one of them has shows in every month. */
const step = 27 * dayMs;

/**
 * Prefers a zone that always was the same, then one that is the same in the years shown. If there is
 * none it is the offset of now, which is right until the clock changes: ask again.
 *
 * @param likely names to try first
 */
export function zoneByRules(rules: ZoneRules, now: number, likely: readonly string[] = []): string {
  const from = now - shown.before;
  const times = timesToCompare(rules, from, now + shown.after);
  const same = [...likely.filter(isZone), ...Intl.supportedValuesOf('timeZone')].filter((zone) =>
    isLike(zone, rules, times),
  );
  const before = rules.knowsPast ? timesToCompare(rules, 0, from) : null;
  const always = before && same.find((zone) => isLike(zone, rules, before));
  const offsets = new Set(times.map((time) => rules.offsetAt(time)));
  const fixed = offsets.size === 1 ? zoneOfOffset(rules.offsetAt(now)) : null;
  return always ?? fixed ?? same[0] ?? zoneOfOffset(rules.offsetAt(now)) ?? 'UTC';
}

/** True for a name that formatters accept. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

function timesToCompare(rules: ZoneRules, from: number, to: number): readonly number[] {
  const times = rules.changes(from, to).flatMap((at) => [at - 1, at]);
  for (let time = from; time < to; time += step) times.push(time);
  return times;
}

function isLike(zone: string, rules: ZoneRules, times: readonly number[]): boolean {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return times.every((time) => offsetIn(format.format(time)) === rules.offsetAt(time));
}

/** Reads "1/31/2026, GMT-05:30", in seconds; "GMT" alone is UTC. */
function offsetIn(text: string): number {
  const [, sign = '+', clock = '0:00'] = /GMT([+-])([\d:]+)$/.exec(text) ?? [];
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return (sign === '-' ? -1 : 1) * (hours * hourSeconds + minutes * 60 + seconds);
}

/** A zone that is named by its offset; null: no formatter knows so large a one. */
function zoneOfOffset(seconds: number): string | null {
  const total = Math.round(Math.abs(seconds) / 60);
  if (total === 0) return 'UTC';
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  // POSIX signs in these names: west of Greenwich is positive.
  const byHour = `Etc/GMT${seconds < 0 ? '+' : '-'}${hours}`;
  const two = (n: number) => String(n).padStart(2, '0');
  const byMinute = `${seconds < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
  return [...(minutes === 0 ? [byHour] : []), byMinute].find(isZone) ?? null;
}
