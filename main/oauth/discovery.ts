/** A server's own metadata (OpenID Connect Discovery §4, RFC 8414 §3). */
import * as oauth from 'oauth4webapi';

import { textOf } from '../text/json.js';
import { textOrEmpty } from '../text/outside-text.js';
import { describeOffer, offersAuthorizationCode } from './authorization-code-support.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { failureOfStatus } from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { sendRequest } from './http.js';
import { requestOptions } from './library-terms.js';
import { mayBeElsewhere, metadataIn, moreTelling } from './metadata-failures.js';
import { addressOf, isOfOpenId, type MetadataPlace, placesOf } from './metadata-places.js';
import { failureOfResponse } from './oauth-error.js';
import { andThen, failed, hostOf, type OAuthFailure, type Outcome } from './outcome.js';
import type { RequestContext } from './request-context.js';
import { followingOnce } from './same-origin-redirect.js';
import { parseServerAddress } from './server-address.js';
import { authorizationServerFrom } from './server-metadata.js';
import { isOfTemplate } from './tenant-issuer.js';

interface DiscoveryRequest {
  readonly issuer: URL;
  readonly algorithm: MetadataPlace;
  /** The metadata's own address, where a user typed that; null: derived from the issuer. */
  readonly metadataAddress: URL | null;
  /** @see discoverAuthorizationServer */
  readonly issuerTemplate: string | null;
}

/**
 * Finds the authorization server that a user means by an issuer or a metadata address. OpenID
 * Connect Discovery comes first, then RFC 8414; for an issuer with a path then OpenID's document where
 * RFC 8414 §5 has it, and that of RFC 8414 where OpenID has its own, as some servers do. A metadata
 * address is requested as typed, and then without its final slash.
 *
 * @param issuerTemplate what metadata may name in place of its issuer, for a server that is known to
 *   serve many tenants (tenant-issuer.ts); null, as for every other: nothing.
 */
export async function discoverAuthorizationServer(
  serverAddress: string,
  context: OAuthContext,
  issuerTemplate: string | null = null,
): Promise<Outcome<AuthorizationServer>> {
  const address = parseServerAddress(serverAddress);
  if (address.kind !== 'ok') return address;
  const { issuer, metadata: metadataAddress } = address.value;
  const request = { issuer, metadataAddress, issuerTemplate };
  const requests =
    metadataAddress === null ? byIssuer(request) : byAddress(request, metadataAddress);
  let failure: OAuthFailure | null = null;
  for (const each of requests) {
    const found = await discover(each, context);
    if (found.kind === 'ok' || isFinal(found)) return found;
    // No standard has this place, so that it cannot be asked says nothing.
    if (!mayBeElsewhere(found))
      return each.algorithm === 'oauth2_appended' ? (failure ?? found) : found;
    failure = moreTelling(failure, found);
  }
  return failure ?? failed('rejected_response', 'metadata_not_found', { host: issuer.host });
}

function byIssuer(request: Omit<DiscoveryRequest, 'algorithm'>): readonly DiscoveryRequest[] {
  return placesOf(request.issuer).map((algorithm) => ({ ...request, algorithm }));
}

function byAddress(
  request: Omit<DiscoveryRequest, 'algorithm'>,
  address: URL,
): readonly DiscoveryRequest[] {
  const isOidc = address.pathname.includes('openid-configuration');
  const algorithm = isOidc ? 'oidc' : 'oauth2';
  const withoutSlash = new URL(address);
  withoutSlash.pathname = address.pathname.replace(/\/$/, '');
  const addresses = withoutSlash.href === address.href ? [address] : [address, withoutSlash];
  return addresses.map((metadataAddress) => ({ ...request, metadataAddress, algorithm }));
}

/** Metadata that names another issuer, or an unsafe endpoint, is refused whatever the other addresses have. */
function isFinal({ error }: OAuthFailure): boolean {
  return ['issuer_mismatch', 'issuer_missing', 'endpoints_insecure'].includes(error.code);
}

async function discover(
  request: DiscoveryRequest,
  context: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  const response = await discoveryRequest(request, context);
  return andThen(response, (value) => processDiscoveryResponse(request, value, context));
}

export function discoveryRequest(
  { issuer, algorithm, metadataAddress }: DiscoveryRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const address = metadataAddress ?? addressOf(algorithm, issuer);
  const follow = followingOnce(context.fetch);
  const fetched = {
    ...context,
    fetch: (given: Parameters<typeof fetch>[0], init?: RequestInit) =>
      follow(address?.href ?? given, init),
  };
  const options = {
    ...requestOptions(issuer.href, fetched),
    algorithm: isOfOpenId(algorithm) ? ('oidc' as const) : ('oauth2' as const),
  };
  return sendRequest(requestContextOf(issuer, context), () =>
    oauth.discoveryRequest(issuer, options),
  );
}

export async function processDiscoveryResponse(
  { issuer, algorithm, issuerTemplate }: DiscoveryRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  const { status } = response;
  const body = metadataIn(response);
  const requestContext = requestContextOf(issuer, context);
  const isRedirect = status >= 300 && status < 400;
  const unavailable = isRedirect ? null : failureOfStatus(response, requestContext);
  if (unavailable !== null) return unavailable;
  if (status !== 200 || body === null) {
    return failed('rejected_response', 'metadata_not_found', {
      cause: describe(response),
      host: issuer.host,
    });
  }
  const named = body['issuer'];
  if (typeof named !== 'string' || named === '') {
    return failed('rejected_response', 'issuer_missing', {
      cause: `metadata of ${issuer.href} has no issuer`,
      host: issuer.host,
    });
  }
  const mayName = issuerTemplate !== null && isOfTemplate(issuerTemplate, named, issuer);
  const expected = mayName ? new URL(named) : expectedIssuer(issuer, named);
  if (expected === null) {
    return failed('rejected_response', 'issuer_mismatch', {
      cause: `requested ${issuer.href}, metadata names ${textOrEmpty('value', named)}`,
      namedIssuer: named,
      host: issuer.host,
    });
  }
  try {
    const metadata = await oauth.processDiscoveryResponse(
      expected,
      new Response(textOf(body), { headers: { 'content-type': 'application/json' } }),
    );
    return fromMetadata(metadata, isOfOpenId(algorithm));
  } catch (error) {
    return failureOfResponse(error, requestContext);
  }
}

function requestContextOf(issuer: URL, { now }: OAuthContext): RequestContext {
  return { endpoint: issuer.href, errors: {}, firstContact: true, now };
}

/**
 * The issuer that the metadata has to name. People leave out or add a final slash, which some
 * issuers have and some have not; nothing else may differ (RFC 8414 §3.3).
 */
function expectedIssuer(typed: URL, named: unknown): URL | null {
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
  metadata: oauth.AuthorizationServer,
  isOpenIdProvider: boolean,
): Outcome<AuthorizationServer> {
  const { token_endpoint: tokenEndpoint } = metadata;
  const page = text(metadata.authorization_endpoint);
  const authorizationEndpoint = offersAuthorizationCode(metadata) ? page : null;
  if (page !== null && !(authorizationEndpoint ?? worksWithoutBrowser(metadata))) {
    return failed('rejected_response', 'authorization_code_not_offered', {
      cause: describeOffer(metadata),
      host: hostOf(metadata.issuer),
    });
  }
  if (
    typeof tokenEndpoint !== 'string' ||
    !(authorizationEndpoint ?? worksWithoutBrowser(metadata))
  ) {
    return failed('rejected_response', 'metadata_not_found', {
      cause: `metadata without ${typeof tokenEndpoint === 'string' ? 'authorization_endpoint' : 'token_endpoint'}`,
      host: hostOf(metadata.issuer),
    });
  }
  return authorizationServerFrom({
    issuer: metadata.issuer,
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint: text(metadata.revocation_endpoint),
    introspectionEndpoint: text(metadata.introspection_endpoint),
    userinfoEndpoint: text(metadata.userinfo_endpoint),
    jwksUri: text(metadata.jwks_uri),
    pushedAuthorizationRequestEndpoint: text(metadata.pushed_authorization_request_endpoint),
    requiresPushedAuthorizationRequests: metadata.require_pushed_authorization_requests === true,
    deviceAuthorizationEndpoint: text(metadata.device_authorization_endpoint),
    registrationEndpoint: text(metadata.registration_endpoint),
    endSessionEndpoint: text(metadata['end_session_endpoint']),
    sendsIssuer: metadata.authorization_response_iss_parameter_supported === true,
    scopesSupported: texts(metadata.scopes_supported),
    codeChallengeMethodsSupported: texts(metadata.code_challenge_methods_supported),
    promptValuesSupported: texts(metadata['prompt_values_supported']),
    idTokenSigningAlgorithms: texts(metadata.id_token_signing_alg_values_supported),
    clientAuthenticationMethods: texts(metadata.token_endpoint_auth_methods_supported),
    clientAuthenticationAlgorithms: texts(
      metadata.token_endpoint_auth_signing_alg_values_supported,
    ),
    dpopSigningAlgorithms: texts(metadata.dpop_signing_alg_values_supported),
    grantTypesSupported: texts(metadata.grant_types_supported),
    clientMetadataSupported: metadata['client_id_metadata_document_supported'] === true,
    isOpenIdProvider,
  });
}

/** RFC 8414 §2: the authorization endpoint may be missing where no grant that the server knows uses it. */
function worksWithoutBrowser(metadata: oauth.AuthorizationServer): boolean {
  const grants = texts(metadata.grant_types_supported) ?? [];
  return (
    grants.includes('client_credentials') ||
    grants.includes('urn:ietf:params:oauth:grant-type:jwt-bearer') ||
    text(metadata.device_authorization_endpoint) !== null
  );
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : null;
}

function describe({ status, body }: HttpResponse): string {
  if (status !== 200) return `HTTP ${String(status)}`;
  return body === null ? 'not a JSON object' : 'content type is not JSON';
}
