/** Step-up authentication: an API refuses a token because of how, or when, the user signed in (RFC 9470). */
import type { JsonValue } from '../text/json.js';
import type { HttpResponse } from './http-response.js';
import { tokenChallenges } from './www-authenticate.js';

export interface RequiredAuthentication {
  /** `acr_values`, of which one has to be met; empty: any. */
  readonly acrValues: readonly string[];
  /** `max_age`, in seconds; null: any. */
  readonly maxAgeSeconds: number | null;
}

const errorCode = 'insufficient_user_authentication';
/** More, or longer, has no place in an address. */
const mostAcrValues = 10;
const longestAcrValue = 200;
const longestAge = 10 * 365 * 24 * 60 * 60;

/**
 * The requirements of a refusal (RFC 9470 §3), also where they stand in its body. Null: it is about
 * something else.
 */
export async function requiredAuthenticationIn(
  response: Pick<HttpResponse, 'status' | 'headers' | 'body'>,
): Promise<RequiredAuthentication | null> {
  const { status, headers, body } = response;
  if (status < 400 || status > 403) return null;
  const named = (headers.get('www-authenticate') ?? '').includes(errorCode);
  const challenges = named ? await tokenChallenges({ status: 401, headers }) : [];
  const challenge = challenges.find(({ parameters }) => parameters.error === errorCode);
  if (challenge === undefined && body?.['error'] !== errorCode) return null;
  // One of the two may name the error, and the other the requirements.
  const valueOf = (name: 'acr_values' | 'max_age') =>
    challenge?.parameters[name] ?? body?.[name] ?? null;
  return {
    acrValues: acrValuesIn(valueOf('acr_values')),
    maxAgeSeconds: maxAgeIn(valueOf('max_age')),
  };
}

function acrValuesIn(value: JsonValue): readonly string[] {
  const listed = value instanceof Array ? value : [value];
  const values = listed.flatMap((each) => (typeof each === 'string' ? each.split(/\s+/) : []));
  const usable = values.filter(
    (each) => /^[\x21-\x7e]+$/.test(each) && each.length <= longestAcrValue,
  );
  return [...new Set(usable)].slice(0, mostAcrValues);
}

function maxAgeIn(value: JsonValue): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,12}$/.test(text)) return null;
  return Math.min(Number(text), longestAge);
}
