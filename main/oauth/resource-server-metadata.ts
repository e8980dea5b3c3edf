/** Finds the authorization servers that an API trusts (RFC 9728). */
import * as oauth from 'oauth4webapi';

import { textOrEmpty } from '../text/outside-text.js';
import type { OAuthContext } from './context.js';
import { failureOfStatus } from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { sendRequest } from './http.js';
import { requestOptions } from './library-terms.js';
import { mayBeElsewhere, metadataIn, moreTelling } from './metadata-failures.js';
import { failed, type OAuthFailure, type Outcome } from './outcome.js';
import type { AcceptedProofs } from './proof-of-possession.js';
import type { RequestContext } from './request-context.js';
import { followingOnce } from './same-origin-redirect.js';
import { isScopeToken, mostScopes } from './scope.js';
import { parseAddress, parseServerAddress } from './server-address.js';

export interface ProtectedResource {
  /** The identifier, exactly as the resource names itself (§3.3). */
  readonly resource: string;
  /** Issuers for the user to choose from; at most five. */
  readonly authorizationServers: readonly string[];
  /** `scopes_supported`; null: the metadata does not say. */
  readonly scopesSupported: readonly string[] | null;
  /** `dpop_signing_alg_values_supported`, else `dpop_bound_access_tokens_required`. */
  readonly acceptedProofs: AcceptedProofs;
}

const mostServers = 5;

/** One address that may hold the metadata. */
interface Place {
  readonly address: string;
  /**
   * Only a document at a well-known place may be of more than was typed: the whole origin answers for
   * it (RFC 8615), where one path of a shared host could otherwise get tokens for its neighbours.
   */
  readonly mayName: 'itself' | 'parent' | 'any';
}

/**
 * Requests the metadata at the place that the challenge names, else with the API's path inserted, else
 * at the root of its origin.
 *
 * @param resourceAddress The API's address as a user types it, or that of its metadata.
 * @param metadataLink The `resource_metadata` of the API's challenge (§5.1), if it sent one. Anyone
 *   may have written it, so one that leaves the API's own origin is passed over.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export async function discoverResource(
  resourceAddress: string,
  context: OAuthContext,
  metadataLink: string | null = null,
): Promise<Outcome<ProtectedResource>> {
  const typed = parseAddress(resourceAddress);
  if (typed.kind !== 'ok') return typed;
  const metadataOf = resourceOfMetadata(typed.value);
  const url = metadataOf ?? typed.value;
  const given = metadataOf === null ? metadataLink : typed.value.href;
  const link = given === null ? null : linkWithin(url, given);
  const isForeign = given !== null && link === null;
  let failure = isForeign ? notAResource(url, 'the link to its metadata leads elsewhere') : null;
  // The document at the root answers for its whole origin, so that typed whole it may name any part.
  const isRoot = metadataOf?.pathname === '/';
  for (const place of placesOf(url, link, isRoot ? 'any' : 'parent')) {
    const found = await discoverAt(place, url, context);
    if (found.kind === 'ok' || !mayBeElsewhere(found)) return found;
    failure = moreTelling(failure, found);
  }
  return failure ?? notAResource(url, 'no place to ask');
}

function placesOf(url: URL, link: string | null, ofWellKnown: 'any' | 'parent'): readonly Place[] {
  const root = new URL(wellKnown, url).href;
  const inserted = new URL(url.pathname === '/' ? wellKnown : `${wellKnown}${url.pathname}`, url);
  inserted.search = url.search;
  const withoutSlash = new URL(inserted);
  withoutSlash.pathname = inserted.pathname.replace(/\/$/, '');
  const withoutQuery = new URL(withoutSlash);
  withoutQuery.search = '';
  const derived = [inserted, withoutSlash, withoutQuery].map(({ href }) => href);
  const addresses = [...(link === null ? [] : [link]), ...derived, root];
  return [...new Set(addresses)].map((address) => {
    const { pathname } = new URL(address);
    const isWellKnown = `${pathname}/`.startsWith(`${wellKnown}/`);
    return { address, mayName: isWellKnown ? ofWellKnown : 'itself' };
  });
}

const wellKnown = '/.well-known/oauth-protected-resource';

/** A user typed the address of an API's metadata instead of the API's own. */
export function isResourceMetadata(typed: string): boolean {
  const address = parseAddress(typed);
  return address.kind === 'ok' && resourceOfMetadata(address.value) !== null;
}

/** The resource whose metadata a user typed by its whole address; null: it is no such address. */
function resourceOfMetadata(typed: URL): URL | null {
  const match = /^\/\.well-known\/oauth-protected-resource(\/.*)?$/.exec(typed.pathname);
  return match === null ? null : new URL(`${match[1] ?? '/'}${typed.search}`, typed);
}

async function discoverAt(
  place: Place,
  url: URL,
  context: OAuthContext,
): Promise<Outcome<ProtectedResource>> {
  const response = await resourceDiscoveryRequest(url, place.address, context);
  return response.kind === 'ok'
    ? processResourceDiscoveryResponse(url, place, response.value, context)
    : response;
}

export function resourceDiscoveryRequest(
  url: URL,
  address: string,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const fetched = {
    ...context,
    fetch: (_: unknown, init?: RequestInit) => followingOnce(context.fetch)(address, init),
  };
  return sendRequest(requestContextOf(url, context), () =>
    oauth.resourceDiscoveryRequest(url, requestOptions(url.href, fetched)),
  );
}

export function processResourceDiscoveryResponse(
  url: URL,
  { mayName }: Pick<Place, 'mayName'>,
  response: HttpResponse,
  context: OAuthContext,
): Outcome<ProtectedResource> {
  const { status } = response;
  const body = metadataIn(response);
  const unavailable = failureOfStatus(response, requestContextOf(url, context));
  if (unavailable !== null) return unavailable;
  if (status !== 200) return notAResource(url, `HTTP ${String(status)}`);
  if (body === null) return notAResource(url, 'metadata is not JSON');
  const named = body['resource'];
  if (typeof named !== 'string' || !isNameOf(url, named, mayName)) {
    const other = typeof named === 'string' ? textOrEmpty('value', named) : 'no resource';
    const code = typeof named === 'string' ? 'issuer_mismatch' : 'issuer_missing';
    return failed('rejected_response', code, {
      cause: `requested ${url.href}, metadata is of ${other}`,
      host: url.host,
    });
  }
  const authorizationServers = issuersIn(body['authorization_servers']);
  if (authorizationServers.length === 0) {
    const insecure = insecureIssuerIn(body['authorization_servers']);
    if (insecure !== null) {
      return failed('rejected_response', 'endpoints_insecure', {
        cause: `metadata names the authorization server ${textOrEmpty('value', insecure.split('?')[0] ?? '')}`,
        host: url.host,
      });
    }
    return notAResource(url, 'metadata names no authorization server');
  }
  const scopesSupported = scopesIn(body['scopes_supported']);
  const acceptedProofs = acceptedProofsIn(body);
  return {
    kind: 'ok',
    value: { resource: named, authorizationServers, scopesSupported, acceptedProofs },
  };
}

/** An API may demand proofs without naming algorithms (§2). */
function acceptedProofsIn(metadata: Exclude<HttpResponse['body'], null>): AcceptedProofs {
  const named = metadata['dpop_signing_alg_values_supported'];
  const algorithms = Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
  if (algorithms.length > 0) return algorithms;
  return metadata['dpop_bound_access_tokens_required'] === true ? 'any' : null;
}

/** The same resource but for a final slash or the query; where allowed, one that contains it. */
function isNameOf(url: URL, named: string, mayName: Place['mayName']): boolean {
  if (!URL.canParse(named) || named.includes('#')) return false;
  const resource = new URL(named);
  if (resource.origin !== url.origin || resource.username !== '') return false;
  // Spelling is free for the origin alone: a path that the parser changes is another identifier.
  const spelled = named.replace(/^https?:\/\/[^/?]*/i, resource.origin);
  if (resource.href.replace(/\/$/, '') !== spelled.replace(/\/$/, '')) return false;
  if (resource.search !== '' && resource.search !== url.search) return false;
  const [container, contained] = [resource, url].map(({ pathname }) =>
    pathname.replace(/\/$/, ''),
  ) as [string, string];
  if (container === contained || mayName === 'any') return true;
  return mayName === 'parent' && contained.startsWith(`${container}/`);
}

function requestContextOf(url: URL, { now }: OAuthContext): RequestContext {
  return { endpoint: url.href, errors: {}, firstContact: true, now };
}

/** The first five that are usable as issuers, each once. */
function issuersIn(value: unknown): readonly string[] {
  const named: readonly unknown[] = Array.isArray(value) ? value : [];
  const issuers = named.filter(
    (each): each is string =>
      typeof each === 'string' && URL.canParse(each) && parseServerAddress(each).kind === 'ok',
  );
  return [...new Set(issuers)].slice(0, mostServers);
}

/** The first that would be an issuer but for TLS; null: none. */
function insecureIssuerIn(value: unknown): string | null {
  const named: readonly unknown[] = Array.isArray(value) ? value : [];
  const insecure = named.find((each): each is string => {
    const parsed = typeof each === 'string' && URL.canParse(each) ? parseServerAddress(each) : null;
    return parsed !== null && parsed.kind !== 'ok' && parsed.error.code === 'server_insecure';
  });
  return insecure ?? null;
}

/** Those that can be part of a `scope` parameter (RFC 6749 §3.3). */
function scopesIn(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const named: readonly unknown[] = value;
  const scopes = named.filter(
    (each): each is string => typeof each === 'string' && isScopeToken(each),
  );
  return [...new Set(scopes)].slice(0, mostScopes);
}

/** The address that a link, which may be relative, leads to; null: it leaves the origin, or leads nowhere. */
function linkWithin(url: URL, link: string): string | null {
  if (!URL.canParse(link, url.href)) return null;
  const address = new URL(link, url);
  const hasUser = address.username !== '' || address.password !== '';
  return address.origin === url.origin && !hasUser ? address.href : null;
}

function notAResource(url: URL, cause: string): OAuthFailure {
  return failed('rejected_response', 'metadata_not_found', { cause, host: url.host });
}
