/**
 * Servers of many tenants, where each tenant is an issuer of its own and the metadata names none of
 * them but a template, e.g. `https://login.example/{tenantid}/v2.0` (Microsoft Entra ID). Such a
 * server's `issuer` stays the template until an ID token has proved which tenant it is.
 */
import type { AuthorizationServer } from './authorization-server.js';
import type { Claims } from './identity-claims.js';
import { readJwtClaims } from './jwt-claims.js';
import { RejectedAnswer } from './oauth-failure.js';

/** Where the tenant goes in a template. No issuer that was asked for by its address can hold it. */
const place = '{tenantid}';
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isOfManyTenants({ issuer }: AuthorizationServer): boolean {
  return issuer.includes(place);
}

/** The server as the tenant that an authorization response names (RFC 9207); itself where that is no tenant of it. */
export function serverNamed(server: AuthorizationServer, iss: string | null): AuthorizationServer {
  const [before = '', after = ''] = server.issuer.split(place);
  const isTenant =
    iss !== null &&
    isOfManyTenants(server) &&
    issuerOf(server, iss.slice(before.length, iss.length - after.length)) === iss;
  return isTenant ? { ...server, issuer: iss } : server;
}

/**
 * For reading a token response: the server under the issuer that the ID token in it claims.
 * Whether it may is judged by `checkTenant`, once the signature has been.
 */
export function serverClaimed(server: AuthorizationServer, idToken: unknown): AuthorizationServer {
  if (!isOfManyTenants(server) || typeof idToken !== 'string') return server;
  const iss = readJwtClaims(idToken)?.['iss'];
  return typeof iss === 'string' ? { ...server, issuer: iss } : server;
}

/** @param claims of an ID token whose signature has been verified; null: there is none. Throws RejectedAnswer. */
export function checkTenant(server: AuthorizationServer, claims: Claims | null): void {
  if (!isOfManyTenants(server)) return;
  if (claims === null) throw new RejectedAnswer('no ID token, so nobody says which tenant it is');
  if (claims['iss'] !== issuerOf(server, claims['tid'])) {
    throw new RejectedAnswer('the ID token’s issuer is not that of its tenant ("iss", "tid")');
  }
}

/** The server for good: under the issuer its own verified ID token names. */
export function serverOfTenant(
  server: AuthorizationServer,
  claims: Claims | null,
): AuthorizationServer {
  const iss = claims?.['iss'];
  return isOfManyTenants(server) && typeof iss === 'string' ? { ...server, issuer: iss } : server;
}

/** Null: that is no tenant. */
function issuerOf({ issuer }: AuthorizationServer, tenant: unknown): string | null {
  return typeof tenant === 'string' && guid.test(tenant) ? issuer.replace(place, tenant) : null;
}
