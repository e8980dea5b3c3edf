/** The identity in an ID token or in userinfo (OpenID Connect Core §5.1). */
import type { JsonObject, JsonValue } from '../text/json.js';
import { outsideText } from '../text/outside-text.js';
import { RejectedResponse } from './oauth-error.js';

export interface Identity {
  /** `sub`: stable and unique at its issuer, at most 255 characters. */
  readonly subject: string;
  /** For display as text: what the server wrote, without unprintable characters. */
  readonly name: string | null;
  readonly email: string | null;
}

export type Claims = JsonObject;

/** Throws RejectedResponse when `sub` is not what OpenID Connect Core §2 allows. */
export function identityOf(claims: Claims): Identity {
  const identity = identityIn(claims);
  if (identity === null) {
    throw new RejectedResponse('"sub" is not a string of 1 to 255 characters');
  }
  return identity;
}

/** Null: `sub` is missing, or not what OpenID Connect Core §2 allows. */
export function identityIn(claims: Claims): Identity | null {
  const subject = subjectIn(claims);
  if (subject === null) return null;
  return {
    subject,
    name:
      displayed(claims['name']) ??
      fullName(claims) ??
      displayed(claims['preferred_username']) ??
      displayed(claims['nickname']),
    email: displayed(claims['email']),
  };
}

/** The name from its parts, where the server sends no whole one. */
function fullName(claims: Claims): string | null {
  const parts = [claims['given_name'], claims['family_name']].map(displayed);
  const named = parts.filter((part) => part !== null);
  return named.length === 0 ? null : outsideText('account', named.join(' '));
}

export function subjectIn({ sub: subject }: Claims): string | null {
  return typeof subject === 'string' && subject !== '' && subject.length <= 255 ? subject : null;
}

function displayed(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? outsideText('account', value) : null;
}
