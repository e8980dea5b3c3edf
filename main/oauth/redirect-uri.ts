/**
 * Redirect URIs. Every authorization server has one of its own (RFC 8252 §8.10), stable because users
 * register it once and servers match it exactly.
 */
import { linkScheme } from './link-scheme.js';
import { failed, type Outcome } from './outcome.js';
import { parseAddress, parseServerAddress } from './server-address.js';

export function appLinkRedirectUri(serviceId: string): string {
  return `${linkScheme}:${redirectPath(serviceId)}`;
}

/** The path of both kinds of redirect URI: app link and local address. */
export function redirectPath(serviceId: string): string {
  return `/callback/${serviceId}`;
}

/**
 * The response arrived at exactly the redirect URI of its sign-in. Only where that is `localhost`,
 * which a service may insist on, the two addresses it stands for are the same.
 */
export function isSameRedirect(redirectUri: string, arrivedAt: string): boolean {
  if (!redirectUri.startsWith('http://localhost:')) return arrivedAt === redirectUri;
  return (
    arrivedAt.replace(/^http:\/\/(?:127\.0\.0\.1|\[::1\]):/, 'http://localhost:') === redirectUri
  );
}

/**
 * The id of a service that a user adds: readable, and the same whenever the same authorization server
 * is typed, with or without scheme, final slash or well-known part. 6 hex digits of the issuer's
 * SHA-256 tell apart servers whose readable parts are equal.
 */
export async function serviceIdFor(serverAddress: string): Promise<Outcome<string>> {
  const address = parseAddress(serverAddress);
  if (address.kind !== 'ok') return address;
  const server = parseServerAddress(serverAddress);
  // With its query where it has one: it is then an API's, because an issuer has none.
  const named = server.kind === 'ok' ? server.value.issuer : address.value;
  const issuer = named.href.replace(/\/$/, '');
  const readable = issuer
    .replace(/^https?:\/\//, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
  if (readable === '')
    return failed('misconfigured', 'server_address_invalid', { cause: 'no host' });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(issuer));
  const mark = Buffer.from(digest).toString('hex').slice(0, 6);
  return { kind: 'ok', value: `${readable}-${mark}` };
}
