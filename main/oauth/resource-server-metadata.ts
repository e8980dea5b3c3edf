/** Finds the authorization servers that an API trusts (RFC 9728). */
import * as oauth from 'oauth4webapi';

import { isJson } from './bounded-fetch.js';
import type { OAuthContext } from './context.js';
import { type HttpResponse, sendRequest } from './http.js';
import { requestOptions } from './library-terms.js';
import { failed, failureOfStatus, type RequestContext } from './oauth-error.js';
import type { OAuthFailure, Outcome } from './outcome.js';
import { invalidServerAddress, isProtected, parseServerAddress } from './server-address.js';
import { printable } from './server-text.js';

export interface ProtectedResource {
  /** As typed, and as the resource names itself (§3.3). */
  readonly resource: string;
  /** Issuers for the user to choose from; at most five. */
  readonly authorizationServers: readonly string[];
}

const mostServers = 5;

/**
 * @param resourceAddress The API's address as a user types it.
 * @param metadataLink The `resource_metadata` of the API's challenge (§5.1), if it sent one. Anyone
 *   may have written it, so it is followed only where it stays at the API's own origin.
 */
export async function discoverResource(
  resourceAddress: string,
  context: OAuthContext,
  metadataLink: string | null = null,
): Promise<Outcome<ProtectedResource>> {
  if (!URL.canParse(resourceAddress)) return invalidServerAddress('not a URL');
  const url = new URL(resourceAddress);
  if (!isProtected(url)) return invalidServerAddress('neither https nor on this computer');
  if (url.username !== '' || url.password !== '') return invalidServerAddress('holds a user name');
  if (resourceAddress.includes('#')) return invalidServerAddress('holds a fragment');
  if (metadataLink !== null && !isSameOrigin(metadataLink, url)) {
    return notAResource(url, 'the link to its metadata leads elsewhere');
  }
  const response = await resourceDiscoveryRequest(url, metadataLink, context);
  return response.kind === 'ok'
    ? processResourceDiscoveryResponse(url, resourceAddress, response.value, context)
    : response;
}

export function resourceDiscoveryRequest(
  url: URL,
  metadataLink: string | null,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const fetched =
    metadataLink === null
      ? context
      : {
          ...context,
          fetch: (_: unknown, init?: RequestInit) => context.fetch(metadataLink, init),
        };
  return sendRequest(requestContextOf(url, context), () =>
    oauth.resourceDiscoveryRequest(url, requestOptions(url.href, fetched)),
  );
}

export function processResourceDiscoveryResponse(
  url: URL,
  resourceAddress: string,
  response: HttpResponse,
  context: OAuthContext,
): Outcome<ProtectedResource> {
  const { status, body } = response;
  const unavailable = failureOfStatus(response, requestContextOf(url, context));
  if (unavailable !== null) return unavailable;
  if (status !== 200) return notAResource(url, `HTTP ${String(status)}`);
  if (body === null || !isJson(response)) return notAResource(url, 'metadata is not JSON');
  const named = body['resource'];
  if (named !== resourceAddress && named !== url.href) {
    const other = typeof named === 'string' ? printable(named, 200) : 'no resource';
    return failed('rejected_response', 'issuer_mismatch', {
      cause: `requested ${url.href}, metadata is of ${other}`,
      host: url.host,
    });
  }
  const authorizationServers = issuersIn(body['authorization_servers']);
  return authorizationServers.length === 0
    ? notAResource(url, 'metadata names no authorization server')
    : { kind: 'ok', value: { resource: named, authorizationServers } };
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

function isSameOrigin(link: string, url: URL): boolean {
  return URL.canParse(link) && new URL(link).origin === url.origin;
}

function notAResource(url: URL, cause: string): OAuthFailure {
  return failed('rejected_response', 'metadata_not_found', { cause, host: url.host });
}
