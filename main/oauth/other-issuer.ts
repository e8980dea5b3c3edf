/**
 * Servers whose issuer differs from their address: Azure AD B2C by the number of a tenant,
 * CIAM by another host of the same domain. RFC 8414 §3.3 forbids it, so only the user can accept it,
 * once, with both names in view; from then on the issuer is pinned.
 */
import { parseAddress } from './server-address.js';

/**
 * @param typed the server's address as a user typed it
 * @param issuer the issuer that its metadata names
 * @returns 'same_origin': the typed address may stand for it; 'sibling': only its own address may;
 *   null: another server, which nobody is asked about
 */
export function relationOf(typed: string, issuer: string): 'same_origin' | 'sibling' | null {
  const address = parseAddress(typed);
  if (address.kind !== 'ok' || !isPlainIssuer(issuer)) return null;
  const [from, to] = [address.value, new URL(issuer)];
  if (from.origin === to.origin) return 'same_origin';
  const isSibling = to.protocol === 'https:' && to.port === '' && domainOf(to) === domainOf(from);
  return isSibling && domainOf(to) !== null ? 'sibling' : null;
}

/** RFC 8414 §2: no query and no fragment. A final slash or another case is part of the name. */
function isPlainIssuer(issuer: string): boolean {
  if (issuer.length > 2048 || /[\p{Cc}\p{Bidi_Control}\s?#@\\]/u.test(issuer)) return false;
  return URL.canParse(issuer) && parseAddress(issuer).kind === 'ok';
}

/** The last two labels of a host with more; null: it has no domain to share. */
function domainOf({ hostname }: URL): string | null {
  const labels = hostname.split('.');
  const isName = /\.[a-z][a-z0-9-]+$/i.test(hostname);
  return isName && labels.length > 2 ? labels.slice(-2).join('.') : null;
}
