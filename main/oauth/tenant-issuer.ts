/**
 * Servers of many tenants, where each tenant is an issuer of its own and the metadata names only a
 * template, e.g. `https://login.example/{tenantid}/v2.0` (Microsoft Entra ID). The `issuer` of such a
 * server stays the template until a verified ID token names the tenant.
 */
import type { AuthorizationServer } from './authorization-server.js';
import type { Claims } from './identity-claims.js';
import { readJwtClaims } from './jwt-claims.js';
import { RejectedResponse } from './oauth-error.js';

/** Stands for the tenant in a template. No issuer that a user types can contain it. */
const place = '{tenantid}';
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isOfManyTenants({ issuer }: AuthorizationServer): boolean {
  return issuer.includes(place);
}

/** The server under the issuer in an authorization response (RFC 9207), if that is one of its tenants. */
export function serverNamed(server: AuthorizationServer, iss: string | null): AuthorizationServer {
  return iss !== null && isIssuerOf(server.issuer, iss) ? { ...server, issuer: iss } : server;
}

/** A tenant requested by its domain is named by its number; one requested by number is no other. */
export function isOfTemplate(template: string, named: string, requested: URL): boolean {
  const isByNumber = isIssuerOf(template, requested.href.replace(/\/$/, ''));
  return named === template || (!isByNumber && isIssuerOf(template, named));
}

/** True if the issuer is that of a tenant, by its number. */
function isIssuerOf(template: string, issuer: string): boolean {
  if (!template.includes(place)) return false;
  const [before = '', after = ''] = template.split(place);
  const tenant = issuer.slice(before.length, issuer.length - after.length);
  return issuerOf({ issuer: template }, tenant) === issuer;
}

/**
 * The server under the issuer that the ID token of a token response claims, for processing the
 * response. `checkTenant` then checks the claim, once the signature is verified.
 */
export function serverClaimed(server: AuthorizationServer, idToken: unknown): AuthorizationServer {
  if (!isOfManyTenants(server) || typeof idToken !== 'string') return server;
  const iss = readJwtClaims(idToken)?.['iss'];
  return typeof iss === 'string' ? { ...server, issuer: iss } : server;
}

/**
 * Throws RejectedResponse.
 * @param claims of a verified ID token; null: there is none
 */
export function checkTenant(server: AuthorizationServer, claims: Claims | null): void {
  if (!isOfManyTenants(server)) return;
  if (claims === null) throw new RejectedResponse('no ID token, so the tenant is unknown');
  if (claims['iss'] !== issuerOf(server, claims['tid'])) {
    throw new RejectedResponse('the ID token’s issuer is not that of its tenant ("iss", "tid")');
  }
}

/** The server under the issuer of its tenant, to be used from now on. */
export function serverOfTenant(
  server: AuthorizationServer,
  claims: Claims | null,
): AuthorizationServer {
  const iss = claims?.['iss'];
  return isOfManyTenants(server) && typeof iss === 'string' ? { ...server, issuer: iss } : server;
}

/** Null when the tenant is not a GUID. */
function issuerOf({ issuer }: Pick<AuthorizationServer, 'issuer'>, tenant: unknown): string | null {
  return typeof tenant === 'string' && guid.test(tenant) ? issuer.replace(place, tenant) : null;
}
