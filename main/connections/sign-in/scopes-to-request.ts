/** The scopes and options of an authorization request, from what is known about service and server. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { Connection, PendingInBrowser } from '../connection.js';
import type { Service } from '../service.js';
import type { AttemptPlan } from './attempt.js';

/** Scopes of OpenID Connect that every sign-in requests where the server supports them. */
const usualScopes = ['openid', 'profile', 'email', 'offline_access'];

/**
 * Signing in again requests the same scopes as before, and those the user wants in addition; a service
 * may name its own, among which the user may have chosen; an API names those it needs; else the usual
 * ones that the server lists (RFC 8414 `scopes_supported`), and what the user chose. Empty: the server's
 * default.
 *
 * @param apiScopes those that the API names (protected-api.ts); null: none
 */
export function scopesToRequest(
  { service, connection, chosenScopes, moreScopes = [] }: AttemptPlan,
  server: AuthorizationServer,
  apiScopes: readonly string[] | null,
): readonly string[] {
  if (connection) return [...new Set([...scopesOf(connection, moreScopes), ...moreScopes])];
  if (service.scopes) {
    const { scope } = service.offline;
    const scopes = chosenScopes ?? service.scopes;
    return scope === null ? scopes : [...new Set([...scopes, scope])];
  }
  const fitting = fittingScopes(service, server, apiScopes);
  return chosenScopes ? [...new Set([...fitting, ...chosenScopes])] : fitting;
}

function fittingScopes(
  service: Service,
  server: AuthorizationServer,
  apiScopes: readonly string[] | null,
): readonly string[] {
  const usual = usualScopes.filter((scope) => server.scopesSupported?.includes(scope));
  if (service.apiAddress !== null) {
    // None at all means the API's default, which any scope of OpenID would replace.
    const needed = apiScopes ?? [];
    return isAccess(needed) ? [...new Set([...needed, ...usual])] : [];
  }
  if (server.scopesSupported === null) return server.isOpenIdProvider ? ['openid'] : [];
  return isAccess(usual) ? usual : [];
}

/** `offline_access` alone is access to nothing. */
function isAccess(scopes: readonly string[]): boolean {
  return scopes.some((scope) => scope !== 'offline_access');
}

/** More than the server's default has to include what that default was. */
function scopesOf(
  { scopesRequested, scopesGranted }: Connection,
  more: readonly string[],
): readonly string[] {
  return scopesRequested.length === 0 && more.length > 0 ? scopesGranted : scopesRequested;
}

/**
 * Signing in again suggests the account of last time; adding a connection lets the user choose one.
 * @param isAnother there is a connection to this service already
 */
export function authorizationOptions(
  service: Service,
  server: AuthorizationServer,
  scopes: readonly string[],
  connection: Connection | null,
  isAnother: boolean,
): PendingInBrowser['authorizationOptions'] {
  const { prompt: servicePrompt, ...extraParameters } = {
    ...service.authorizationParameters,
    ...service.offline.parameters,
  };
  const { prompt: selectPrompt, ...selectAccount } = connection
    ? {}
    : service.selectAccountParameters;
  const prompts = [
    servicePrompt,
    selectPrompt,
    ...promptsFor(server, scopes, connection === null && isAnother),
  ];
  const values = prompts.flatMap((each) => each?.split(' ') ?? []);
  return {
    prompt: values.length > 0 ? [...new Set(values)].join(' ') : null,
    loginHint: connection?.account.email ?? null,
    extraParameters: { ...extraParameters, ...selectAccount },
  };
}

/**
 * `offline_access` needs consent (OpenID Connect Core §11). The choice of an account is requested only
 * where another one is connected already: better-auth advertises it and answers with an error page.
 */
function promptsFor(
  server: AuthorizationServer,
  scopes: readonly string[],
  mustChooseAccount: boolean,
): string[] {
  const known = server.promptValuesSupported;
  const prompts: string[] = [];
  if (mustChooseAccount && known?.includes('select_account')) prompts.push('select_account');
  const consentIsKnown = known === null ? server.isOpenIdProvider : known.includes('consent');
  if (scopes.includes('offline_access') && consentIsKnown) prompts.push('consent');
  return prompts;
}
