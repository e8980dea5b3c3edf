/** From an API to the authorization servers it trusts (RFC 9728). */
import * as oauth from 'oauth4webapi';

import { isJson } from './bounded-fetch.js';
import type { OAuthContext } from './context.js';
import { request } from './exchange.js';
import { requestOptions } from './library-terms.js';
import { type Asked, failed, failureOfStatus } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { isProtected, parseServerAddress } from './server-address.js';
import { printable } from './server-text.js';

export interface ProtectedResource {
  /** As typed, and as the resource names itself (§3.3). */
  readonly resource: string;
  /** Issuers, for the person to choose from; at most five. */
  readonly authorizationServers: readonly string[];
}

const mostServers = 5;

/**
 * @param resourceAddress The API's address as a person types it.
 * @param metadataLink The `resource_metadata` of the API's challenge (§5.1), if it sent one. Anyone
 *   may have written it: it is followed only where it stays at the API's own origin.
 */
export async function discoverResource(
  resourceAddress: string,
  context: OAuthContext,
  metadataLink: string | null = null,
): Promise<Outcome<ProtectedResource>> {
  if (!URL.canParse(resourceAddress)) return invalid('not a URL');
  const url = new URL(resourceAddress);
  if (!isProtected(url)) return invalid('neither https nor on this computer');
  if (url.username !== '' || url.password !== '') return invalid('holds a user name');
  if (resourceAddress.includes('#')) return invalid('holds a fragment');
  if (metadataLink !== null && !isSameOrigin(metadataLink, url)) {
    return notAResource(url, 'the link to its metadata leads elsewhere');
  }
  const asked: Asked = { endpoint: url.href, refusals: {}, firstContact: true, now: context.now };
  const way =
    metadataLink === null
      ? context
      : {
          ...context,
          fetch: (_: unknown, init?: RequestInit) => context.fetch(metadataLink, init),
        };
  const answer = await request(asked, () =>
    oauth.resourceDiscoveryRequest(url, requestOptions(url.href, way)),
  );
  if (answer.kind !== 'ok') return answer;
  const { status, headers, body } = answer.value;
  const unavailable = failureOfStatus(answer.value, asked);
  if (unavailable !== null) return unavailable;
  if (status !== 200) return notAResource(url, `HTTP ${String(status)}`);
  if (body === null || !isJson({ headers })) return notAResource(url, 'metadata is not JSON');
  const named = body['resource'];
  if (named !== resourceAddress && named !== url.href) {
    const other = typeof named === 'string' ? printable(named, 200) : 'no resource';
    return failed('rejected_response', 'server_issuer_mismatch', {
      cause: `asked ${url.href}, metadata is of ${other}`,
      host: url.host,
    });
  }
  const authorizationServers = issuersIn(body['authorization_servers']);
  return authorizationServers.length === 0
    ? notAResource(url, 'metadata names no authorization server')
    : { kind: 'ok', value: { resource: named, authorizationServers } };
}

/** Those that can be asked at all, each once, the first five. */
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

function invalid(cause: string) {
  return failed('misconfigured', 'server_address_invalid', { cause });
}

function notAResource(url: URL, cause: string) {
  return failed('rejected_response', 'server_not_oauth', { cause, host: url.host });
}
