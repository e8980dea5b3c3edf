/** Who an account is, from an ID token or from userinfo (OpenID Connect Core §5.1). */
import type { JsonValue } from '../../ipc/connection-view.js';
import { RejectedAnswer } from './oauth-failure.js';
import { printable } from './server-text.js';

export interface Identity {
  /** `sub`: stable and unique at its issuer, at most 255 characters. */
  readonly subject: string;
  /** Text to be shown as text: whatever the server wrote, without unprintable characters. */
  readonly name: string | null;
  readonly email: string | null;
}

export type Claims = Readonly<Record<string, JsonValue>>;

const longestShown = 200;

/** Throws RejectedAnswer when `sub` is not what OpenID Connect Core §2 allows. */
export function identityOf(claims: Claims): Identity {
  const subject = claims['sub'];
  if (typeof subject !== 'string' || subject === '' || subject.length > 255) {
    throw new RejectedAnswer('"sub" is not a string of 1 to 255 characters');
  }
  return {
    subject,
    name: shown(claims['name']) ?? shown(claims['preferred_username']) ?? shown(claims['nickname']),
    email: shown(claims['email']),
  };
}

function shown(value: JsonValue | undefined): string | null {
  const text = typeof value === 'string' ? printable(value, longestShown) : '';
  return text === '' ? null : text;
}
