/**
 * The one parser of text that claims to be an authorization response: from the operating system, the
 * command line, the loopback redirect, or pasted by hand. Anyone can send it.
 */
import { linkScheme } from './link-scheme.js';
import { loopbackHosts } from './loopback.js';

export interface CallbackResponse {
  readonly kind: 'response';
  /** The redirect URI it arrived at: the text before its query, unchanged. */
  readonly redirectUri: string;
  readonly parameters: URLSearchParams;
  /** First `state`; authorization-code-grant.ts checks that there is only one. */
  readonly state: string | null;
}

export type Callback =
  | CallbackResponse
  | { readonly kind: 'not_a_callback' }
  /** `redirectUri` is null where its beginning is not one of ours. */
  | { readonly kind: 'too_long'; readonly redirectUri: string | null }
  | { readonly kind: 'malformed'; readonly reason: string; readonly redirectUri: string };

/** Characters; longer text is not parsed. */
export const callbackLimit = 8 * 1024;

const escaped = (text: string) => text.replaceAll(/[.[\]]/g, '\\$&');

const redirects = [
  new RegExp(`^${escaped(linkScheme)}:/callback/`, 'i'),
  new RegExp(`^http://(?:${loopbackHosts.map(escaped).join('|')})(?::\\d{1,5})?/callback/`, 'i'),
];

/** Parameters that are compared or sent on; in any other, U+FFFD stands for what cannot be decoded. */
const exact = new Set(['state', 'code', 'iss', 'error', 'access_token', 'id_token']);

/** Never throws. Refuses implicit and hybrid responses: tokens do not belong in an address (RFC 9700 §2.1.2). */
export function readCallback(text: string): Callback {
  if (text.length > callbackLimit) return { kind: 'too_long', redirectUri: beginningOf(text) };
  const address = text.trim();
  if (!redirects.some((each) => each.test(address))) return { kind: 'not_a_callback' };
  const [beforeFragment = '', ...fragments] = address.split('#');
  const [redirectUri = '', ...queries] = beforeFragment.split('?');
  const query = queries.join('?');
  const fragment = fragments.join('#');
  const malformed = (reason: string): Callback => ({ kind: 'malformed', reason, redirectUri });
  if (/[\p{Cc}\p{Surrogate}\s]/u.test(address)) return malformed('unprintable character');
  if (/%00/.test(address)) return malformed('NUL');
  if (!isWellEncoded(fragment) || !exactOnes(query).every(isWellEncoded)) {
    return malformed('invalid %-encoding');
  }

  const parameters = new URLSearchParams(query);
  const others = new URLSearchParams(fragment);
  for (const name of ['access_token', 'id_token']) {
    if (parameters.has(name) || others.has(name)) return malformed(`${name} in the address`);
  }
  return { kind: 'response', redirectUri, parameters, state: parameters.get('state') };
}

/** The redirect URI at the beginning of a text that is not parsed; none is longer than that. */
function beginningOf(text: string): string | null {
  const [address = ''] = text.slice(0, 1024).trimStart().split(/[?#]/, 1);
  return redirects.some((each) => each.test(address)) ? address : null;
}

/** The values of those parameters as they were sent. Servers write descriptions in Latin-1, or a bare `%`. */
function exactOnes(query: string): readonly string[] {
  return query.split('&').flatMap((parameter) => {
    const [name = '', ...values] = parameter.split('=');
    const [decoded = ''] = new URLSearchParams(`${name}=`).keys();
    return exact.has(decoded) ? values : [];
  });
}

function isWellEncoded(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}
