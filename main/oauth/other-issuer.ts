/**
 * Servers whose issuer differs from their address: Azure AD B2C by the number of a tenant, CIAM by
 * another host of the same domain, Entra ID in version 1 by another domain. RFC 8414 §3.3 forbids it, so only the user can accept it,
 * once, with both names in view; from then on the issuer is pinned.
 */
import { parseAddress } from './server-address.js';

/**
 * @param typed the server's address as a user typed it
 * @param issuer the issuer that its metadata names
 * @returns 'same_authority': the typed address may stand for it; 'sibling': only its own address may;
 *   null: another server, which nobody is asked about
 */
export function relationOf(typed: string, issuer: string): 'same_authority' | 'sibling' | null {
  const address = parseAddress(typed);
  if (address.kind !== 'ok' || !isPlainIssuer(issuer)) return null;
  const [from, to] = [address.value, new URL(issuer)];
  if (from.origin === to.origin || isOfEntra(from, to)) return 'same_authority';
  const isSibling = to.protocol === 'https:' && to.port === '' && domainOf(to) === domainOf(from);
  return isSibling && domainOf(to) !== null ? 'sibling' : null;
}

/**
 * Microsoft Entra ID in its version 1: an authority is at one host, and its tenants are issuers at another.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
const hostsOfTenants: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': 'sts.windows.net',
  'login.microsoft.com': 'sts.windows.net',
  'login.windows.net': 'sts.windows.net',
  'login.microsoftonline.us': 'sts.windows.net',
  'login.partner.microsoftonline.cn': 'sts.chinacloudapi.cn',
  'login.chinacloudapi.cn': 'sts.chinacloudapi.cn',
};

const tenantNumber = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The issuer is a tenant of the authority: that of the address, where this has a number and no domain. */
function isOfEntra(from: URL, to: URL): boolean {
  if (from.protocol !== 'https:' || from.port !== '') return false;
  if (to.origin !== `https://${hostsOfTenants[from.host] ?? ''}`) return false;
  const [asked = ''] = from.pathname.split('/').filter((part) => part !== '');
  const [, named = ''] = /^\/([^/]+)\/$/.exec(to.pathname) ?? [];
  const isAnyTenant = named === '%7Btenantid%7D' && !tenantNumber.test(asked);
  return (
    isAnyTenant || (tenantNumber.test(named) && (asked === named || !tenantNumber.test(asked)))
  );
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
