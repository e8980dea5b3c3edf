/**
 * Resolves an address the user typed: to an authorization server, or to an API that names its servers
 * (RFC 9728), or whose origin is its server, as the MCP revision of 2025-03-26 had it.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { OAuthContext } from '../../oauth/context.js';
import { defaultEndpointsOf } from '../../oauth/default-endpoints.js';
import { discoverAuthorizationServer } from '../../oauth/discovery.js';
import { relationOf } from '../../oauth/other-issuer.js';
import type { OAuthErrorCode, OAuthFailure, Outcome } from '../../oauth/outcome.js';
import { discoverResource, isResourceMetadata } from '../../oauth/resource-server-metadata.js';
import { parseAddress, parseServerAddress } from '../../oauth/server-address.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import { type DiscoveryAttempts, recordDiscoveryAttempts } from './discovery-attempts.js';
import { type PrivateHosts, unconfirmedHosts } from './private-hosts.js';
import { discoverApi } from './protected-api.js';

export type ResolvedServer =
  | {
      readonly kind: 'server';
      readonly server: AuthorizationServer;
      /** The API whose address was given; null: the address was the server's own. */
      readonly api: ResolvedApi | null;
      /** False: its endpoints are those of the MCP revision of 2025-03-26, which nothing confirms. */
      readonly hasMetadata: boolean;
      /** The typed address, where the server's issuer is another one that the user has confirmed. */
      readonly confirmedAt: string | null;
    }
  /** The issuer differs from the address: the user has to confirm that it is meant. */
  | { readonly kind: 'confirm_issuer'; readonly issuer: string }
  /** The API trusts several servers: the user has to choose. */
  | { readonly kind: 'choose'; readonly issuers: readonly string[] }
  /** The API names a server inside the user's network, which is not asked before they agree. */
  | PrivateHosts;

export interface ResolvedApi {
  /** As typed; its identifier, where its metadata was typed. */
  readonly address: string;
  /** Its identifier (RFC 8707); null: it has no metadata that names one. */
  readonly resource: string | null;
  /** The issuer that it names, where the server calls itself by another host that the user has confirmed. */
  readonly namedIssuer?: string;
}

export interface TypedServer {
  readonly address: string;
  /** The issuer that the user picked where an API lists several. */
  readonly chosenIssuer: string | null;
  /** The issuer that the user confirmed for a server that calls itself otherwise. */
  readonly confirmedIssuer: string | null;
  /** The hosts inside their network that the user has agreed to. */
  readonly confirmedHosts: readonly string[];
}

export async function resolveServerAddress(
  typed: TypedServer,
  oauth: OAuthContext,
  places: DiscoveryAttempts = recordDiscoveryAttempts(oauth),
): Promise<RequestOutcome<ResolvedServer>> {
  const resolved = await resolve(typed, places.oauth);
  if (resolved.kind === 'ok') return resolved;
  const { failure, ...failed } = failureFromOAuth(resolved);
  return { ...failed, failure: places.explain(failure) };
}

async function resolve(typed: TypedServer, oauth: OAuthContext): Promise<Outcome<ResolvedServer>> {
  const { address, chosenIssuer } = typed;
  const url = parseAddress(address);
  if (url.kind !== 'ok') return url;
  const own = chosenIssuer === null ? await discoverAuthorizationServer(address, oauth) : null;
  if (own?.kind === 'ok') return ownServer(typed, own.value, oauth);
  if (own !== null && !mayBeAnApi(address, own)) return confirmed(typed, own, oauth);

  const { challenge, metadata } = await discoverApi(address, oauth);
  if (metadata.kind === 'ok') {
    const { authorizationServers: issuers, resource } = metadata.value;
    return trustedServer(issuers, resource, typed, oauth);
  }
  const isRefused = metadata.error.code !== 'metadata_not_found';
  const hasLink = typeof challenge?.metadataLink === 'string';
  if (isRefused || own === null || hasLink) return metadata;
  // An issuer that names another one is refused, not replaced by what else its host has.
  if (challenge === null && isOtherIssuer(own)) return confirmed(typed, own, oauth);
  // An issuer has no query: of such an address it says more that nothing was found.
  const nothing = own.error.code === 'server_address_invalid' ? metadata : own;
  const api = { address, resource: null };
  const atOrigin = await discoverAuthorizationServer(url.value.origin, oauth);
  if (atOrigin.kind === 'ok') return found(atOrigin.value, api);
  if (challenge === null || atOrigin.error.code !== 'metadata_not_found') return nothing;
  // Metadata under another name says more than endpoints that are only a guess.
  if (isOtherIssuer(own)) return confirmed(typed, own, oauth);
  const byDefault = defaultEndpointsOf(url.value.origin);
  return byDefault.kind === 'ok'
    ? { kind: 'ok', value: serverOf(byDefault.value, api, false) }
    : byDefault;
}

/** A server may be an API at the same address, which its metadata then says. */
async function ownServer(
  typed: TypedServer,
  server: AuthorizationServer,
  oauth: OAuthContext,
): Promise<Outcome<ResolvedServer>> {
  const { address } = typed;
  const isMetadataAddress = namesMetadata(address);
  const metadata = isMetadataAddress ? null : await discoverResource(address, oauth);
  if (metadata?.kind !== 'ok' || !isSameAddress(metadata.value.resource, address)) {
    return found(server, null);
  }
  const { authorizationServers: issuers, resource } = metadata.value;
  return trustedServer(issuers, resource, typed, oauth);
}

async function trustedServer(
  issuers: readonly string[],
  resource: string,
  { address, chosenIssuer, confirmedHosts, confirmedIssuer }: TypedServer,
  oauth: OAuthContext,
): Promise<Outcome<ResolvedServer>> {
  const [only, another] = issuers;
  const chosen = issuers.find((issuer) => issuer === chosenIssuer);
  const issuer = chosen ?? (another === undefined ? only : undefined);
  if (issuer === undefined) return { kind: 'ok', value: { kind: 'choose', issuers } };
  const inside = unconfirmedHosts(issuer, address, confirmedHosts);
  if (inside !== null) return { kind: 'ok', value: inside };
  const api = { address: isResourceMetadata(address) ? resource : address, resource };
  const server = await discoverAuthorizationServer(issuer, oauth);
  if (server.kind === 'ok') return found(server.value, api);
  const named = server.error.namedIssuer;
  const relation = named === undefined ? null : relationOf(issuer, named);
  if (named === undefined || relation === null) return server;
  if (named !== confirmedIssuer) {
    return { kind: 'ok', value: { kind: 'confirm_issuer', issuer: named } };
  }
  if (relation === 'sibling') {
    const alsoInside = unconfirmedHosts(named, address, confirmedHosts);
    if (alsoInside !== null) return { kind: 'ok', value: alsoInside };
    const own = await discoverAuthorizationServer(named, oauth);
    return own.kind === 'ok' ? found(own.value, { ...api, namedIssuer: issuer }) : own;
  }
  const again = await discoverAuthorizationServer(issuer, oauth, named);
  return again.kind === 'ok'
    ? { kind: 'ok', value: serverOf(again.value, api, true, issuer) }
    : again;
}

function found(server: AuthorizationServer, api: ResolvedApi | null): Outcome<ResolvedServer> {
  return { kind: 'ok', value: serverOf(server, api, true) };
}

function serverOf(
  server: AuthorizationServer,
  api: ResolvedApi | null,
  hasMetadata: boolean,
  confirmedAt: string | null = null,
): ResolvedServer {
  return { kind: 'server', server, api, hasMetadata, confirmedAt };
}

/**
 * A server that calls itself otherwise. Nothing of the other name is asked or used before the user has
 * confirmed it. At the same authority the typed address then stands for the issuer; elsewhere
 * only the issuer's own does.
 */
async function confirmed(
  { address, confirmedIssuer }: TypedServer,
  failure: OAuthFailure,
  oauth: OAuthContext,
): Promise<Outcome<ResolvedServer>> {
  const named = failure.error.namedIssuer;
  const issuer = confirmable(address, confirmedIssuer) ?? confirmable(address, named ?? null);
  const typed = parseAddress(address);
  if (named === undefined || issuer === null || typed.kind !== 'ok') return failure;
  if (issuer !== confirmedIssuer) return { kind: 'ok', value: { kind: 'confirm_issuer', issuer } };
  const isTyped = relationOf(address, issuer) === 'same_authority';
  const server = isTyped
    ? await discoverAuthorizationServer(address, oauth, issuer)
    : await discoverAuthorizationServer(issuer, oauth);
  if (server.kind !== 'ok') return server;
  const confirmedAt = isTyped && server.value.issuer === issuer ? typed.value.href : null;
  return { kind: 'ok', value: serverOf(server.value, null, true, confirmedAt) };
}

/** The name, where it is one that the user can be asked about. */
function confirmable(address: string, issuer: string | null): string | null {
  return issuer !== null && relationOf(address, issuer) !== null ? issuer : null;
}

const codesOfNoServer: readonly OAuthErrorCode[] = [
  'metadata_not_found',
  'issuer_mismatch',
  'issuer_missing',
  'server_error',
  'server_busy',
  'intercepted',
];

/** Something answered that is no server, or the address has a query, which an issuer has not. */
function mayBeAnApi(address: string, { error }: OAuthFailure): boolean {
  return (
    !namesMetadata(address) &&
    (codesOfNoServer.includes(error.code) || parseServerAddress(address).kind !== 'ok')
  );
}

function isOtherIssuer({ error }: OAuthFailure): boolean {
  return error.code === 'issuer_mismatch' || error.code === 'issuer_missing';
}

function namesMetadata(address: string): boolean {
  const parsed = parseServerAddress(address);
  return parsed.kind === 'ok' && parsed.value.metadata !== null;
}

function isSameAddress(resource: string, typed: string): boolean {
  const address = parseAddress(typed);
  return (
    address.kind === 'ok' &&
    new URL(resource).href.replace(/\/$/, '') === address.value.href.replace(/\/$/, '')
  );
}
