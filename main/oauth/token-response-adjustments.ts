/**
 * Reads token responses that differ from RFC 6749 §5.1 in a way that leaves no doubt, and notes what
 * was adjusted: to refuse one would lose tokens that the server has already issued.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../text/json.js';
import { scopesIn } from './scope.js';
import { lifetimeIn, refreshLifetimeIn } from './token-lifetimes.js';
import { inStandardNames, jsonWithin } from './token-member-names.js';

/** How a token response differed. The names are stored with the tokens, so they never change. */
export type ResponseAdjustment =
  | 'token_type_missing'
  | 'token_type_spelling'
  | 'scopes_in_answer'
  | 'scopes_unreadable'
  | 'lifetime_form'
  | 'lifetime_in_milliseconds'
  | 'lifetime_negative'
  | 'lifetime_unreadable'
  | 'refresh_lifetime_name'
  | 'response_form'
  | 'tokens_nested'
  | 'id_token_disregarded';

export interface AdjustedTokenResponse {
  /** With the standard's members in the standard's form. */
  readonly body: JsonObject;
  readonly adjustments: readonly ResponseAdjustment[];
}

export interface TokenResponseExpectations {
  /** The scopes that the response may name. */
  readonly scopes: readonly string[];
  /** The server's time, or else when the response arrived, ms since 1970. */
  readonly serverTime: number;
}

/** New values for members of the body, undefined to take one out; and the notes about them. */
interface Adjusted {
  readonly members: Readonly<Record<string, JsonValue | undefined>>;
  readonly adjustments: readonly ResponseAdjustment[];
}

/**
 * The body with the tokens that are in one of its members, as services have them that wrap every
 * response; null: there are none, or the body is an error or has its tokens where they belong.
 */
export function unnestedTokens(body: JsonObject): JsonObject | null {
  const { access_token: accessToken, error } = body;
  if (typeof accessToken === 'string' || (typeof error === 'string' && error !== '')) return null;
  let level: readonly JsonValue[] = [body];
  for (let depth = 0; depth < deepestTokens; depth += 1) {
    level = level.flatMap(partsIn).slice(0, mostParts).map(jsonWithin);
    const tokens = level
      .flatMap((part) => (isJsonObject(part) ? [inStandardNames(part)] : []))
      .find((part) => typeof part['access_token'] === 'string');
    if (tokens !== undefined) return { ...body, ...tokens };
  }
  return null;
}

const deepestTokens = 4;
const mostParts = 100;

function partsIn(value: JsonValue): readonly JsonValue[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

const unchanged: Adjusted = { members: {}, adjustments: [] };

/** @param body of a success, without members that are null or empty */
export function adjustTokenResponse(
  body: JsonObject,
  { scopes, serverTime }: TokenResponseExpectations,
): AdjustedTokenResponse {
  const all = [adjustTokenType(body), adjustScope(body, scopes), adjustLifetimes(body, serverTime)];
  const members = Object.assign(
    {},
    body,
    ...all.map((each) => each.members),
  ) as Adjusted['members'];
  return {
    body: Object.fromEntries(
      Object.entries(members).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    ),
    adjustments: all.flatMap((each) => each.adjustments),
  };
}

const bearerSpellings = [
  ...['bearertoken', 'beareraccesstoken', 'oauthbearer', 'oauth2bearer'],
  // The token's name in place of its type.
  'accesstoken',
];

/** None of these stands for DPoP: such tokens are refused where bound ones were requested (RFC 9449 §5). */
function adjustTokenType({ token_type: received }: JsonObject): Adjusted {
  const type =
    Array.isArray(received) && received.length === 1 ? (received[0] as JsonValue) : received;
  const members = { token_type: 'bearer' };
  if (type === undefined || type === '') return { members, adjustments: ['token_type_missing'] };
  if (typeof type !== 'string') return unchanged;
  if (type === received && type.toLowerCase() === 'bearer') return unchanged;
  const letters = type.toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters === 'bearer' || bearerSpellings.includes(letters)
    ? { members, adjustments: ['token_type_spelling'] }
    : unchanged;
}

function adjustScope({ scope, scopes }: JsonObject, expected: readonly string[]): Adjusted {
  if (scope === undefined) {
    // Another member may be about something else, so nothing is noted where it cannot be read.
    const others = scopes === undefined ? null : scopesInValue(scopes, expected);
    return others === null || others.length === 0
      ? unchanged
      : { members: { scope: others.join(' ') }, adjustments: ['scopes_in_answer'] };
  }
  const named = scopesInValue(scope, expected);
  if (named === null) {
    return { members: { scope: undefined }, adjustments: ['scopes_unreadable'] };
  }
  const text = named.join(' ');
  const isSame = typeof scope === 'string' && scopesIn(scope).join(' ') === text;
  return isSame ? unchanged : { members: { scope: text }, adjustments: ['scopes_in_answer'] };
}

/** Null: neither a text nor a list of texts. */
function scopesInValue(scope: JsonValue, expected: readonly string[]): readonly string[] | null {
  if (typeof scope === 'string') return scopesInText(scope, expected);
  if (!Array.isArray(scope)) return null;
  const list = scope as readonly JsonValue[];
  const isText = (each: JsonValue): each is string => typeof each === 'string';
  return list.every(isText) ? list.flatMap((each) => scopesInText(each, expected)) : null;
}

/** A list that was written into a text, as JSON or in the notation of some language; null: none. */
function listIn(text: string): string | null {
  const [, inner] = /^\s*[[({]([^[\](){}]*)[\])}]\s*$/.exec(text) ?? [];
  const list = inner ?? (/^\s*".*"\s*$/.test(text) ? text : null);
  return list?.replaceAll(/["'\\]/g, ' ').replaceAll(/\s*,\s*/g, ' ') ?? null;
}

/**
 * RFC 6749 §3.3 allows most separators within a scope. So they count as such only where the parts are
 * expected and the whole is not, and a comma or a semicolon also between plain names.
 */
function scopesInText(text: string, expected: readonly string[]): readonly string[] {
  const standard = scopesIn(text);
  if (standard.every((scope) => expected.includes(scope))) return standard;
  const list = listIn(text);
  if (list !== null) return scopesInText(list, expected);
  const byCommas = partsOf(text, /[\s,;]+/);
  const isExpected = (scope: string) => expected.includes(scope);
  const areNames =
    byCommas.every((scope) => /^[\w.:/-]+$/.test(scope)) &&
    !expected.some((scope) => /[,;]/.test(scope));
  const isWhole = standard.some((scope) => /[,;]/.test(scope) && isExpected(scope));
  if (!isWhole && (byCommas.some(isExpected) || areNames)) return byCommas;
  const byAny = partsOf(text, /(?:[\s,;|+]|%20)+/);
  return byAny.every(isExpected) ? byAny : standard;
}

function partsOf(text: string, separator: RegExp): readonly string[] {
  return text.split(separator).filter((part) => part !== '');
}

function adjustLifetimes(body: JsonObject, serverTime: number): Adjusted {
  const lifetime = lifetimeIn(body, serverTime);
  const refresh = refreshLifetimeIn(body, lifetime.unit, serverTime);
  return {
    members: {
      expires_in: lifetime.seconds ?? undefined,
      refresh_token_expires_in: refresh.seconds ?? undefined,
    },
    adjustments: [
      ...(lifetime.adjustment === null ? [] : [lifetime.adjustment]),
      ...(refresh.isUsualName ? [] : (['refresh_lifetime_name'] as const)),
    ],
  };
}
