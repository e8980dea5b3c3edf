/** Resolves an address the user typed: to an authorization server, or to an API that names its servers (RFC 9728). */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { OAuthContext } from '../../oauth/context.js';
import { discoverAuthorizationServer } from '../../oauth/discovery.js';
import { outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import { discoverResource } from '../../oauth/resource-server-metadata.js';

export type ResolvedServer =
  | {
      readonly kind: 'server';
      readonly server: AuthorizationServer;
      /** The API whose address was given (RFC 9728); null: the address was the server's own. */
      readonly resource: string | null;
    }
  /** The API trusts several servers: the user has to choose. */
  | { readonly kind: 'choose'; readonly issuers: readonly string[] };

/** @param chosenIssuer the one the user picked when an API lists several */
export async function resolveServerAddress(
  address: string,
  chosenIssuer: string | null,
  oauth: OAuthContext,
): Promise<RequestOutcome<ResolvedServer>> {
  if (chosenIssuer !== null) return serverOf(chosenIssuer, address, oauth);
  const found = outcomeFromOAuth(await discoverAuthorizationServer(address, oauth));
  if (found.kind === 'ok') {
    return { kind: 'ok', value: { kind: 'server', server: found.value, resource: null } };
  }
  if (found.failure.code !== 'server_not_oauth') return found;
  const api = await discoverResource(address, oauth);
  // Neither. The user expected a server, so the failure of that lookup is the one to show.
  if (api.kind !== 'ok') return found;
  const { authorizationServers: issuers, resource } = api.value;
  const [only, another] = issuers;
  if (only === undefined) return found;
  return another === undefined
    ? serverOf(only, resource, oauth)
    : { kind: 'ok', value: { kind: 'choose', issuers } };
}

async function serverOf(
  issuer: string,
  resource: string,
  oauth: OAuthContext,
): Promise<RequestOutcome<ResolvedServer>> {
  const found = outcomeFromOAuth(await discoverAuthorizationServer(issuer, oauth));
  return found.kind === 'ok'
    ? { kind: 'ok', value: { kind: 'server', server: found.value, resource } }
    : found;
}
