/**
 * This app's Client ID Metadata Document: a server that never heard of the app reads there what a
 * registration (RFC 7591) would otherwise contain.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-oauth-client-id-metadata-document/
 */
import type { AuthorizationServer } from './authorization-server.js';
import { redirectPath } from './redirect-uri.js';
import { clientName } from './registered-client.js';

/** In place of a service's id in the redirect URIs, which are the same at every server. */
export const clientMetadataRedirectId = 'client-metadata';

/** The document to publish at `url`; null: no client ID can have this address. */
export function clientMetadataDocument(url: string): Readonly<Record<string, unknown>> | null {
  if (!isClientMetadataUrl(url)) return null;
  const path = redirectPath(clientMetadataRedirectId);
  return {
    client_id: url,
    client_name: clientName,
    application_type: 'native',
    // Loopback alone: servers may refuse a whole document for a private-use scheme in it.
    redirect_uris: [`http://127.0.0.1${path}`, `http://localhost${path}`],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
  };
}

/** An https URL with a path, and without anything that two servers could spell differently (§3). */
export function isClientMetadataUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname, search, hash, username, password, href } = new URL(url);
  const isPlain = search === '' && hash === '' && username === '' && password === '';
  // The parser removes dot segments, default ports and the like: such a URL is not as published.
  return protocol === 'https:' && pathname !== '/' && isPlain && href === url;
}

/**
 * The redirect URI is shared by all servers, so only the server's promise to name itself in its answer
 * keeps a hostile server from passing on another's (RFC 9207 instead of RFC 8252 §8.10).
 */
export function acceptsClientMetadata(server: AuthorizationServer): boolean {
  return (
    server.clientMetadataSupported &&
    server.sendsIssuer &&
    server.authorizationEndpoint !== null &&
    server.clientAuthenticationMethods?.includes('none') === true
  );
}
