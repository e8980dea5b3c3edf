/** The lifetimes in a token response, in the forms that servers give them. */
import type { JsonObject, JsonValue } from '../text/json.js';
import { valueNamed } from './token-member-names.js';

export interface TokenLifetime {
  /** Null: the server does not say, or not so that it can be read. */
  readonly seconds: number | null;
  /** How it differs from RFC 6749 §5.1; null: it does not. */
  readonly adjustment:
    | 'lifetime_form'
    | 'lifetime_in_milliseconds'
    | 'lifetime_negative'
    | 'lifetime_unreadable'
    | null;
  readonly unit: 'seconds' | 'milliseconds';
}

const day = 24 * 60 * 60;
const year = 365 * day;

/** Names that say what a bare number does not, in any spelling. */
const exactNames: readonly (readonly [string, number])[] = [
  ['expires_in_sec', 1],
  ['expires_in_secs', 1],
  ['expires_in_second', 1],
  ['expires_in_seconds', 1],
  ['expires_in_ms', 0.001],
  ['expires_in_msec', 0.001],
  ['expires_in_millis', 0.001],
  ['expires_in_milliseconds', 0.001],
];

/** Read where the standard's member is missing or cannot be read, in any spelling. */
const otherNames = [
  ...['access_token_expires_in', 'token_expires_in', 'expires', 'expires_at'],
  ...['expires_on', 'expiry', 'expiry_date', 'expiration', 'expiration_time', 'expiration_date'],
  ...['access_token_expires_at', 'access_token_expiry', 'token_expires_at', 'token_expiry'],
];

/** @param serverTime ms since 1970, for an end that is given as a time */
export function lifetimeIn(body: JsonObject, serverTime: number): TokenLifetime {
  const value = valueNamed(body, 'expires_in');
  const named = read(value, serverTime);
  const exact = exactlyNamed(body);
  if (exact !== null && exact !== named) return adjusted(exact, 'lifetime_form');
  // A time in the future says more than the 0 beside it does.
  const other = otherLifetime(body, named === null ? read : readTime, serverTime);
  if (other !== null && !(named !== null && named > 0)) return adjusted(other, 'lifetime_form');
  if (named !== null) {
    const lifetime = ofStandardName(value, named);
    const isNameOther = body['expires_in'] !== value;
    return isNameOther
      ? { ...lifetime, adjustment: lifetime.adjustment ?? 'lifetime_form' }
      : lifetime;
  }
  return adjusted(null, value === undefined ? null : 'lifetime_unreadable');
}

function otherLifetime(
  body: JsonObject,
  readValue: typeof read,
  serverTime: number,
): number | null {
  const found = otherNames
    .map((name) => readValue(valueNamed(body, name), serverTime))
    .find((seconds) => seconds !== null && seconds > 0);
  return found ?? null;
}

function adjusted(seconds: number | null, adjustment: TokenLifetime['adjustment']): TokenLifetime {
  return { seconds, adjustment, unit: 'seconds' };
}

function exactlyNamed(body: JsonObject): number | null {
  for (const [name, factor] of exactNames) {
    const number = numberIn(valueNamed(body, name));
    if (number !== null && number >= 0) return number * factor;
  }
  return null;
}

function ofStandardName(value: JsonValue | undefined, seconds: number): TokenLifetime {
  if (seconds < 0) return adjusted(0, 'lifetime_negative');
  const number = numberIn(value);
  if (number === null || number !== seconds) return adjusted(seconds, 'lifetime_form');
  return isInMilliseconds(seconds)
    ? { ...adjusted(seconds / 1_000, 'lifetime_in_milliseconds'), unit: 'milliseconds' }
    : adjusted(seconds, null);
}

/**
 * Whole minutes in milliseconds make an odd number of days in seconds, and the other way round: an
 * hour would be 41 days and 16 hours, and 60 days would be 86.4 minutes.
 */
function isInMilliseconds(value: number): boolean {
  const isWhole = (unit: number) => value % unit === 0;
  if (value < 300_000) return false;
  if (!isWhole(60_000)) return isRemainderInMilliseconds(value);
  if (isWhole(day)) return value > year && isWhole(3_600_000) && !isWhole(year);
  return value >= 900_000 || !isWhole(3_600);
}

/**
 * The rest of a lifetime when it is sent, in milliseconds: whole seconds, or a moment less than a
 * number of quarter hours. As seconds it would be more than ten days, and neither whole hours nor
 * nearly whole days, as the long lifetimes in seconds are: 5,183,999 is 60 days.
 */
function isRemainderInMilliseconds(value: number): boolean {
  if (value < 1_000_000 || value > day * 1_000 || value % 3_600 === 0) return false;
  if (day - (value % day) <= 60) return false;
  return value % 1_000 === 0 || 900_000 - (value % 900_000) <= 1_000;
}

/** A lifetime in seconds, whatever its form; null: there is none that can be read. */
function read(value: JsonValue | undefined, serverTime: number): number | null {
  const number = numberIn(value);
  if (number !== null) return untilTime(number, serverTime) ?? number;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return readDuration(text) ?? readDate(text, serverTime);
}

/** The lifetime up to an end that is given as a time; null: it is none. */
function readTime(value: JsonValue | undefined, serverTime: number): number | null {
  const number = numberIn(value);
  if (number !== null) return untilTime(number, serverTime);
  return typeof value === 'string' ? readDate(value.trim(), serverTime) : null;
}

function numberIn(value: JsonValue | undefined): number | null {
  const isNumeric =
    typeof value === 'number' ||
    (typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value));
  const number = isNumeric ? Number(value) : Number.NaN;
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : null;
}

/** An end in seconds or milliseconds since 1970, which as a lifetime would be more than 30 years. */
function untilTime(number: number, serverTime: number): number | null {
  if (number < 30 * year) return null;
  const isTime = (ms: number) => Math.abs(ms - serverTime) < 10 * year * 1_000;
  const end = [number * 1_000, number].find(isTime);
  return end === undefined ? null : (end - serverTime) / 1_000;
}

const unitSeconds: readonly (readonly [RegExp, number])[] = [
  [/^(ms|msecs?|millis|milliseconds?)$/i, 0.001],
  [/^(s|secs?|seconds?)$/i, 1],
  [/^(m|mins?|minutes?)$/i, 60],
  [/^(h|hrs?|hours?)$/i, 60 * 60],
  [/^(d|days?)$/i, day],
  [/^(w|weeks?)$/i, 7 * day],
];

/** `3600s`, `1 hour`, `PT1H` (ISO 8601) and `01:00:00`. */
function readDuration(text: string): number | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text) ?? [];
  const [, seconds] = unitSeconds.find(([form]) => form.test(unit ?? '')) ?? [];
  if (number !== undefined && seconds !== undefined) return Number(number) * seconds;
  const iso = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/i.exec(
    text,
  );
  const clock = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?$/.exec(text);
  const parts = iso ?? clock;
  if (parts === null) return null;
  const [days = 0, hours = 0, minutes = 0, rest = 0] = parts.slice(1).map(numberOf);
  return days * day + hours * 3_600 + minutes * 60 + rest;
}

function numberOf(digits: string | undefined): number {
  return Number(digits ?? 0);
}

/** ISO 8601 and the date of RFC 9110 §5.6.7. */
function readDate(text: string, serverTime: number): number | null {
  if (!/^\d{4}-\d\d-\d\d[T ]|^[a-z]{3}, \d\d [a-z]{3} \d{4} /i.test(text)) return null;
  const end = Date.parse(text);
  return Number.isNaN(end) ? null : (end - serverTime) / 1_000;
}

/** No RFC defines it. The first two are what most servers say: GitHub and Google, and Keycloak. */
const refreshNames = [
  ...['refresh_token_expires_in', 'refresh_expires_in', 'x_refresh_token_expires_in'],
  ...['refresh_token_timeout', 'authorization_expires_in'],
];
/** Ends that are given as a time. */
const refreshEndNames = [
  ...['refresh_token_expires_at', 'refresh_expires_at', 'refresh_token_expiry'],
  ...['refresh_token_expiration', 'refresh_token_expiry_date'],
];

export interface RefreshLifetime {
  /** The shortest that is named; null: none is. Keycloak says 0 for "never". */
  readonly seconds: number | null;
  readonly isUsualName: boolean;
}

/**
 * A value that makes no sense is ignored.
 *
 * @param unit of the access token's lifetime
 */
export function refreshLifetimeIn(
  body: JsonObject,
  unit: TokenLifetime['unit'],
  serverTime: number,
): RefreshLifetime {
  const lifetimes = refreshNames.map((name, index) => {
    const value = valueNamed(body, name);
    const isNumeric =
      typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
    const number = isNumeric ? Number(value) : 0;
    const isLong = isInMilliseconds(number) || number > 10 * year;
    const seconds = unit === 'milliseconds' && isLong ? number / 1_000 : number;
    return { seconds, isUsualName: index < 2 && body[name] === value };
  });
  const ends = refreshEndNames.map((name) => {
    const seconds = readTime(valueNamed(body, name), serverTime);
    return { seconds: Math.floor(seconds ?? 0), isUsualName: false };
  });
  const [shortest] = [...lifetimes, ...ends]
    .filter(({ seconds }) => seconds > 0 && Number.isSafeInteger(seconds))
    .toSorted((one, other) => one.seconds - other.seconds);
  return shortest ?? { seconds: null, isUsualName: true };
}
