/** The challenge of an API to a request without a token (RFC 6750 §3, RFC 9728 §5.1). */
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { sendRequest } from './http.js';
import { requestOptions } from './library-terms.js';
import type { AcceptedProofs } from './proof-of-possession.js';
import { isScopeToken, mostScopes, scopesIn } from './scope.js';
import { tokenChallenges } from './www-authenticate.js';

export interface ResourceChallenge {
  /** `resource_metadata`, not checked; null: the challenge does not name it. */
  readonly metadataLink: string | null;
  /** `scope`; null: the challenge does not name any. */
  readonly scopes: readonly string[] | null;
  /** `algs` of a challenge for a proof (RFC 9449 §7.1); null: it asks for none. */
  readonly acceptedProofs: AcceptedProofs;
}

/**
 * An MCP server answers to POST, and need not check tokens before the first method that needs one;
 * any other API answers to GET. `application/json` alone keeps an open server from starting a stream.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
const probes: readonly RequestInit[] = [
  mcpRequest('tools/list'),
  { method: 'GET', headers: { accept: 'application/json' } },
  mcpRequest('initialize'),
];

/**
 * Asks an API for its challenge, without a token. Null: it refuses nothing, or does not say how it
 * wants to be asked.
 */
export async function requestChallenge(
  address: URL,
  context: OAuthContext,
): Promise<ResourceChallenge | null> {
  for (const probe of probes) {
    const { headers } = requestOptions(address.href, context);
    const response = await sendRequest(
      { endpoint: address.href, errors: {}, firstContact: true, now: context.now },
      () =>
        context.fetch(address.href, {
          ...probe,
          headers: { ...headers, ...Object.fromEntries(new Headers(probe.headers)) },
          ...(context.signal !== undefined && { signal: context.signal }),
        }),
    );
    // Without a network the next probe would only wait as long again.
    if (response.kind === 'network_fault_retry') return null;
    if (response.kind === 'ok' && [401, 403].includes(response.value.status)) {
      const challenge = await challengeOf(response.value);
      if (challenge !== null) return challenge;
    }
  }
  return null;
}

async function challengeOf(response: HttpResponse): Promise<ResourceChallenge | null> {
  const challenges = await tokenChallenges(response);
  if (challenges.length === 0) return null;
  const valueOf = (name: 'resource_metadata' | 'scope') =>
    challenges.map(({ parameters }) => parameters[name]).find((value) => value !== undefined) ??
    null;
  const scopes = scopesIn(withoutCommas(valueOf('scope') ?? ''))
    .filter(isScopeToken)
    .slice(0, mostScopes);
  const dpop = challenges.find(({ scheme }) => /^dpop$/i.test(scheme));
  return {
    metadataLink: valueOf('resource_metadata'),
    scopes: scopes.length > 0 ? scopes : null,
    acceptedProofs: dpop ? (dpop.parameters.algs?.split(/\s+/).filter(Boolean) ?? 'any') : null,
  };
}

/** Plain names that a server separates by commas (RFC 6749 §3.3 has spaces). */
function withoutCommas(scopes: string): string {
  return /^[\w.:/-]+(?:,\s*[\w.:/-]+)+$/.test(scopes) ? scopes.replaceAll(',', ' ') : scopes;
}

/** A JSON-RPC request that every revision of MCP understands. */
function mcpRequest(method: 'tools/list' | 'initialize'): RequestInit {
  const revision = '2025-11-25';
  const clientInfo = { name: 'Lanyard', version: '1' };
  const handshake = { protocolVersion: revision, capabilities: {}, clientInfo };
  const meta = {
    'io.modelcontextprotocol/protocolVersion': revision,
    'io.modelcontextprotocol/clientInfo': clientInfo,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': revision,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: { ...(method === 'initialize' && handshake), _meta: meta },
    }),
  };
}
