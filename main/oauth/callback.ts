/**
 * The one reader of text that claims to be an answer of an authorization server: from the operating
 * system, from the command line, from the local address, or pasted by hand. Anyone can send it.
 */
import { linkScheme } from './link-scheme.js';

export interface CallbackResponse {
  readonly kind: 'response';
  /** Where it arrived: the text before its query, as it was. */
  readonly redirectUri: string;
  readonly parameters: URLSearchParams;
  /** First `state`; that there is only one is judged with the rest (authorization-code-grant.ts). */
  readonly state: string | null;
}

export type Callback =
  | CallbackResponse
  | { readonly kind: 'not_a_callback' }
  | { readonly kind: 'too_long' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Characters; what is longer is not looked into. */
export const callbackLimit = 8 * 1024;

const ways = [
  new RegExp(`^${linkScheme.replaceAll('.', '\\.')}:/callback/`, 'i'),
  /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?\/callback\//i,
];

/** Never throws. Implicit and hybrid answers are refused: tokens have no business in an address (RFC 9700 §2.1.2). */
export function readCallback(text: string): Callback {
  if (text.length > callbackLimit) return { kind: 'too_long' };
  const address = text.trim();
  if (!ways.some((way) => way.test(address))) return { kind: 'not_a_callback' };
  if (/[\p{Cc}\p{Surrogate}\s]/u.test(address)) return malformed('unprintable character');
  if (/%00/.test(address)) return malformed('NUL');

  const [beforeFragment = '', ...fragments] = address.split('#');
  const [redirectUri = '', ...queries] = beforeFragment.split('?');
  const query = queries.join('?');
  const fragment = fragments.join('#');
  if (!isWellEncoded(query) || !isWellEncoded(fragment)) return malformed('invalid %-encoding');

  const parameters = new URLSearchParams(query);
  const others = new URLSearchParams(fragment);
  for (const name of ['access_token', 'id_token']) {
    if (parameters.has(name) || others.has(name)) return malformed(`${name} in the address`);
  }
  return { kind: 'response', redirectUri, parameters, state: parameters.get('state') };
}

function isWellEncoded(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}

function malformed(reason: string): Callback {
  return { kind: 'malformed', reason };
}
