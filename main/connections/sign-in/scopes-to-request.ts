/** What a sign-in asks for: scopes, prompts, hints and extras, by what is known of service and server. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { Connection, PendingInBrowser } from '../connection.js';
import type { Service } from '../service.js';

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
  if (service.scopes) {
    const { scope } = service.offline;
    return scope === null ? service.scopes : [...new Set([...service.scopes, scope])];
  }
  if (server.scopesSupported) {
    return usualScopes.filter((scope) => server.scopesSupported?.includes(scope));
  }
  return server.isOpenIdProvider ? ['openid'] : [];
}

/** Who signed in last time is offered again; adding lets the person choose the account. */
export function wishOf(
  service: Service,
  server: AuthorizationServer,
  scopes: readonly string[],
  connection: Connection | null,
): PendingInBrowser['wish'] {
  const { prompt: ownPrompt, ...extraParameters } = {
    ...service.authorizationParameters,
    ...service.offline.parameters,
  };
  const { prompt: choosing, ...selectAccount } = connection ? {} : service.selectAccountParameters;
  const prompts = [ownPrompt, choosing, ...promptsFor(server, scopes, connection)];
  const words = prompts.flatMap((each) => each?.split(' ') ?? []);
  return {
    prompt: words.length > 0 ? [...new Set(words)].join(' ') : null,
    loginHint: connection?.account.email ?? null,
    extraParameters: { ...extraParameters, ...selectAccount },
  };
}

/** Asking for lasting access needs consent (OpenID Connect Core §11). */
function promptsFor(
  server: AuthorizationServer,
  scopes: readonly string[],
  connection: Connection | null,
): string[] {
  const known = server.promptValuesSupported;
  const prompts: string[] = [];
  if (!connection && known?.includes('select_account')) prompts.push('select_account');
  const consentIsKnown = known === null ? server.isOpenIdProvider : known.includes('consent');
  if (scopes.includes('offline_access') && consentIsKnown) prompts.push('consent');
  return prompts;
}
