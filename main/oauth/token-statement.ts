/** Refusals of the token itself: RFC 6750 §3.1 has `invalid_token`, and services have words of their own. */
import { readErrorStatement } from './error-statement.js';
import type { HttpResponse } from './http-response.js';
import { anyOf, near, normalizeText, oneOf } from './text-patterns.js';

const tokens = anyOf('access token, bearer token, token, bad credentials, credential, session');
const faults = anyOf(
  'invalid, not valid, no longer valid, expired, revoked, bad, malformed, unknown, not found',
  'not recognized, inactive, not active, invalidated, rejected, could not be verified',
);
const tokenFault = oneOf(
  near(tokens, faults, 40),
  near(faults, tokens, 20),
  anyOf('unauthenticated'),
);
/** Another token, or what the token may do. */
const otherFault = oneOf(anyOf('scope, csrf, xsrf, id token'));

/** True if the token is at fault: it has ended, or never was one. A page says nothing about it. */
export function refusesToken(response: Pick<HttpResponse, 'status' | 'headers' | 'text'>): boolean {
  const words = wordsOf(response);
  return (
    words.some((each) => tokenFault.test(each)) && !words.some((each) => otherFault.test(each))
  );
}

const otherCause = oneOf(
  anyOf('proof, dpop, client, type, hint, parameter, missing, required, not allowed, method'),
);

/**
 * True if a revocation is refused because the token has ended already: RFC 7009 §2.2 has a success for
 * that. A proof or a client that is at fault leaves the token as it is.
 */
export function hasEndedAlready(response: HttpResponse): boolean {
  const { status } = response;
  if (![400, 404, 410, 422].includes(status) || !saysSomething(response)) return false;
  const words = wordsOf(response);
  const isAboutToken = words.some((each) => endedToken.test(each) || tokenFault.test(each));
  return isAboutToken && !words.some((each) => otherCause.test(each) || otherFault.test(each));
}

const endedToken = oneOf(anyOf('invalid token, invalid grant, already revoked, already expired'));

function saysSomething({ text }: HttpResponse): boolean {
  return text.trim() !== '';
}

function wordsOf(response: Pick<HttpResponse, 'status' | 'headers' | 'text'>): readonly string[] {
  const challenge = response.headers.get('www-authenticate') ?? '';
  const { codes, texts, isPage } = readErrorStatement(response);
  const said = isPage ? [] : [...codes, ...texts];
  const inChallenge = [...challenge.matchAll(/\berror(?:_description)?="?([^",]+)/g)];
  return [...said, ...inChallenge.map(([, value = '']) => value)].map(normalizeText);
}
