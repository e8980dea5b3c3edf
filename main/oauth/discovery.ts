/** What a server says of itself (OpenID Connect Discovery §4, RFC 8414 §3). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { isJson } from './bounded-fetch.js';
import { type Answer, request } from './exchange.js';
import { requestOptions } from './library-terms.js';
import { type Asked, failed, failureOfAnswer, failureOfStatus, hostOf } from './oauth-failure.js';
import type { OAuthFailure, Outcome } from './outcome.js';
import { parseServerAddress } from './server-address.js';
import { authorizationServerFrom } from './server-metadata.js';
import { printable } from './server-text.js';

type Algorithm = 'oidc' | 'oauth2';

/**
 * Finds the authorization server a person means by an issuer or a metadata address. OpenID Connect
 * Discovery is asked first, then RFC 8414; a typed metadata address alone is asked as it is.
 *
 * @param issuerTemplate what metadata may name in place of its issuer, of a server known to serve
 *   many tenants (tenant-issuer.ts); null, as for every other: nothing.
 */
export async function discoverAuthorizationServer(
  serverAddress: string,
  context: OAuthContext,
  issuerTemplate: string | null = null,
): Promise<Outcome<AuthorizationServer>> {
  const address = parseServerAddress(serverAddress);
  if (address.kind !== 'ok') return address;
  const { issuer, metadata } = address;
  if (metadata !== null) {
    const isOidc = metadata.pathname.includes('openid-configuration');
    return askMetadata(issuer, isOidc ? 'oidc' : 'oauth2', metadata, issuerTemplate, context);
  }
  const first = await askMetadata(issuer, 'oidc', null, issuerTemplate, context);
  if (first.kind === 'ok' || !isWorthAnotherQuestion(first)) return first;
  const second = await askMetadata(issuer, 'oauth2', null, issuerTemplate, context);
  return second.kind !== 'ok' && second.failure.code === 'server_not_oauth' ? first : second;
}

/** There was an answer, and it was no metadata: it may stand at the other place. */
function isWorthAnotherQuestion({ failure }: OAuthFailure): boolean {
  return ['server_not_oauth', 'server_fault', 'server_busy'].includes(failure.code);
}

async function askMetadata(
  issuer: URL,
  algorithm: Algorithm,
  metadata: URL | null,
  issuerTemplate: string | null,
  context: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  const asked: Asked = {
    endpoint: issuer.href,
    refusals: {},
    firstContact: true,
    now: context.now,
  };
  const ways =
    metadata === null
      ? context
      : {
          ...context,
          fetch: (_: unknown, init?: RequestInit) => context.fetch(metadata.href, init),
        };
  const answer = await request(asked, () =>
    oauth.discoveryRequest(issuer, { ...requestOptions(issuer.href, ways), algorithm }),
  );
  if (answer.kind !== 'ok') return answer;
  const { status, headers, text, body } = answer.value;
  const unavailable = status >= 300 && status < 400 ? null : failureOfStatus(answer.value, asked);
  if (unavailable !== null) return unavailable;
  if (status !== 200 || body === null || !isJson({ headers })) {
    return notOAuth(issuer, describe(answer.value));
  }
  const isTemplate = issuerTemplate !== null && body['issuer'] === issuerTemplate;
  const expected = isTemplate ? new URL(issuerTemplate) : issuerMeant(issuer, body['issuer']);
  if (expected === null) {
    const named = typeof body['issuer'] === 'string' ? printable(body['issuer'], 200) : 'no issuer';
    return failed('rejected_response', 'server_issuer_mismatch', {
      cause: `asked ${issuer.href}, metadata names ${named}`,
      host: issuer.host,
    });
  }
  try {
    const found = await oauth.processDiscoveryResponse(
      expected,
      new Response(text, { headers: { 'content-type': 'application/json' } }),
    );
    return fromMetadata(found, algorithm === 'oidc');
  } catch (error) {
    return failureOfAnswer(error, asked);
  }
}

/**
 * The issuer as it must stand in the metadata. People leave out or add a final slash, which some
 * issuers have and some have not; nothing else may differ (RFC 8414 §3.3).
 */
function issuerMeant(typed: URL, named: unknown): URL | null {
  const other = new URL(typed);
  other.pathname = typed.pathname.endsWith('/')
    ? typed.pathname.slice(0, -1)
    : `${typed.pathname}/`;
  for (const candidate of [typed, other]) {
    const withoutSlash = candidate.pathname === '/' ? candidate.origin : null;
    if (named === candidate.href || named === withoutSlash) return candidate;
  }
  return null;
}

function fromMetadata(
  found: oauth.AuthorizationServer,
  isOpenIdProvider: boolean,
): Outcome<AuthorizationServer> {
  const { token_endpoint: tokenEndpoint } = found;
  const authorizationEndpoint = text(found.authorization_endpoint);
  if (typeof tokenEndpoint !== 'string' || !(authorizationEndpoint ?? doesWithoutBrowser(found))) {
    return failed('rejected_response', 'server_not_oauth', {
      cause: 'metadata without authorization_endpoint or token_endpoint',
      host: hostOf(found.issuer),
    });
  }
  return authorizationServerFrom({
    issuer: found.issuer,
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint: text(found.revocation_endpoint),
    introspectionEndpoint: text(found.introspection_endpoint),
    userinfoEndpoint: text(found.userinfo_endpoint),
    jwksUri: text(found.jwks_uri),
    pushedAuthorizationRequestEndpoint: text(found.pushed_authorization_request_endpoint),
    requiresPushedAuthorizationRequests: found.require_pushed_authorization_requests === true,
    deviceAuthorizationEndpoint: text(found.device_authorization_endpoint),
    registrationEndpoint: text(found.registration_endpoint),
    endSessionEndpoint: text(found['end_session_endpoint']),
    sendsIssuer: found.authorization_response_iss_parameter_supported === true,
    scopesSupported: texts(found.scopes_supported),
    codeChallengeMethodsSupported: texts(found.code_challenge_methods_supported),
    promptValuesSupported: texts(found['prompt_values_supported']),
    idTokenSigningAlgorithms: texts(found.id_token_signing_alg_values_supported),
    clientAuthenticationMethods: texts(found.token_endpoint_auth_methods_supported),
    clientAuthenticationAlgorithms: texts(found.token_endpoint_auth_signing_alg_values_supported),
    dpopSigningAlgorithms: texts(found.dpop_signing_alg_values_supported),
    grantTypesSupported: texts(found.grant_types_supported),
    isOpenIdProvider,
  });
}

/** RFC 8414 §2: the authorization endpoint may be missing where no grant that the server knows uses it. */
function doesWithoutBrowser(found: oauth.AuthorizationServer): boolean {
  const grants = texts(found.grant_types_supported) ?? [];
  return (
    grants.includes('client_credentials') || text(found.device_authorization_endpoint) !== null
  );
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : null;
}

function describe({ status, body }: Answer): string {
  if (status !== 200) return `HTTP ${String(status)}`;
  return body === null ? 'not a JSON object' : 'content type is not JSON';
}

function notOAuth(issuer: URL, cause: string): OAuthFailure {
  return failed('rejected_response', 'server_not_oauth', { cause, host: issuer.host });
}
