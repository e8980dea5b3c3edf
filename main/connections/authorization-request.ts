/** What a sign-in asks for: scopes, prompts and hints, by what is known of the service and its server. */
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { Connection } from './connection.js';
import type { Service } from './service.js';

/** Scopes of OpenID Connect that every sign-in wants where the server has them. */
const usualScopes = ['openid', 'profile', 'email', 'offline_access'];

/**
 * A connection signed in again asks for what it was asked before; a service may name its scopes;
 * else what is usual and offered (RFC 8414 `scopes_supported`). Empty: the server's own default.
 */
export function scopesToAsk(
  service: Service,
  server: AuthorizationServer,
  connection: Connection | null,
): readonly string[] {
  if (connection) return connection.scopesAsked;
  if (service.scopes) return service.scopes;
  if (server.scopesSupported) {
    return usualScopes.filter((scope) => server.scopesSupported?.includes(scope));
  }
  return server.isOpenIdProvider ? ['openid'] : [];
}

/**
 * Adding lets the person choose the account where the server knows how; asking for lasting access
 * needs consent (OpenID Connect Core §11). Null: no `prompt` at all.
 */
export function promptToAsk(
  server: AuthorizationServer,
  scopes: readonly string[],
  connection: Connection | null,
): string | null {
  const known = server.promptValuesSupported;
  const prompts: string[] = [];
  if (!connection && known?.includes('select_account')) prompts.push('select_account');
  const consentIsKnown = known === null ? server.isOpenIdProvider : known.includes('consent');
  if (scopes.includes('offline_access') && consentIsKnown) prompts.push('consent');
  return prompts.length > 0 ? prompts.join(' ') : null;
}

/** Who signed in last time, so that the server offers that account. */
export function loginHint(connection: Connection | null): string | null {
  return connection?.account.email ?? null;
}
