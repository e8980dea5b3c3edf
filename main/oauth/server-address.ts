/** Parses what a user types as "Server address": an issuer or the address of its metadata. */
import { isLoopback } from './loopback.js';
import { failed, type OAuthFailure, type Outcome } from './outcome.js';

export interface ServerAddress {
  readonly issuer: URL;
  /** The metadata address as typed; null when an issuer was typed. */
  readonly metadata: URL | null;
}

const longest = 2048;

/**
 * Accepts an issuer (RFC 8414 §2) or a well-known address (RFC 8414 §3.1, OpenID Connect Discovery
 * §4), with or without a scheme. `http:` is for this computer alone.
 */
export function parseServerAddress(text: string): Outcome<ServerAddress> {
  const address = parseAddress(text);
  if (address.kind !== 'ok') return address;
  const url = address.value;
  const path = issuerPath(url.pathname);
  if (path === null) {
    return url.href.includes('?')
      ? invalidServerAddress('an issuer has no query')
      : { kind: 'ok', value: { issuer: url, metadata: null } };
  }
  const issuer = new URL(url);
  issuer.search = '';
  issuer.pathname = path;
  return { kind: 'ok', value: { issuer, metadata: url } };
}

/**
 * Any address that a request may go to; a query is kept. Typed without a scheme it is of https, but on
 * this computer of http, which servers under development speak.
 */
export function parseAddress(text: string): Outcome<URL> {
  const typed = text.trim();
  if (typed === '') return invalidServerAddress('empty');
  if (typed.length > longest)
    return invalidServerAddress(`longer than ${String(longest)} characters`);
  if (/[\p{Cc}\p{Surrogate}\s\\]/u.test(typed)) {
    return invalidServerAddress('holds a space, a backslash or an unprintable character');
  }
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : withScheme(typed);
  if (!URL.canParse(address)) return invalidServerAddress('not a URL');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return invalidServerAddress('neither https nor http');
  if (url.username !== '' || url.password !== '') return invalidServerAddress('holds a user name');
  if (address.includes('#')) return invalidServerAddress('holds a fragment');
  return isProtected(url)
    ? { kind: 'ok', value: url }
    : failed('misconfigured', 'server_insecure', {
        cause: 'http is only for servers on this computer',
        host: url.host,
      });
}

function withScheme(typed: string): string {
  const address = `http://${typed}`;
  const isHere = URL.canParse(address) && isLoopback(new URL(address));
  return isHere ? address : `https://${typed}`;
}

/** Nobody in between can read or change what is sent there: https, or http that stays on this computer. */
export function isProtected(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** An address in a server's answer that may be opened or asked: protected, and without a user name. */
export function isProtectedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return isProtected(url) && url.username === '' && url.password === '';
}

/** The issuer's path inside that of a well-known address; null when it is not one. */
function issuerPath(path: string): string | null {
  const appended = /^(.+)\/\.well-known\/(?:openid-configuration|oauth-authorization-server)$/;
  const inserted = /^\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(\/.*)?$/;
  const found = appended.exec(path);
  if (found !== null) return found[1] ?? null;
  const rest = inserted.exec(path);
  return rest === null ? null : (rest[1] ?? '/');
}

export function invalidServerAddress(cause: string): OAuthFailure {
  return failed('misconfigured', 'server_address_invalid', { cause });
}
