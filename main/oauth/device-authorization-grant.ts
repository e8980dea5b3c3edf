/**
 * Signing in with a code on another device (RFC 8628): device authorization first, then one device
 * access token request per poll. How often to poll is up to device-polling-pace.ts.
 */
import * as oauth from 'oauth4webapi';

import { textOf } from '../text/json.js';
import { type Grant, grantOf } from './authorization-code-grant.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { readErrorStatement } from './error-statement.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import { subjectIn } from './identity-claims.js';
import { filterFor } from './known-secrets.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import type { ProofKey } from './proof-of-possession.js';
import { discardIfRefused } from './refused-tokens.js';
import type { ErrorTable, RequestContext } from './request-context.js';
import { resourceParameter } from './resource-indicator.js';
import { scopeParameter } from './scope.js';
import { lifetimeIn } from './token-lifetimes.js';
import type { GrantRules } from './token-request-context.js';
import { tokenRequest } from './token-request.js';
import { processTokenResponse, tidyTokenResponse, tokenEndpointErrors } from './token-response.js';
import { isPageAt, isUserCode, isVerificationPage } from './user-interaction.js';

export interface DeviceAuthorizationRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
  readonly resource: string | null;
  /** Longest time since the user signed in, in seconds (OpenID Connect Core §3.1.2.1). */
  readonly maxAgeSeconds?: number | null;
  readonly acrValues?: readonly string[];
}

export interface DeviceAuthorization {
  /** As secret as an authorization code. */
  readonly deviceCode: string;
  /** To be shown as it is, also beside `verificationUriComplete` (§3.3.1). */
  readonly userCode: string;
  readonly verificationUri: string;
  /** With the code in it, for a QR code; null: not offered, or not at the origin of `verificationUri`. */
  readonly verificationUriComplete: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Between two polls, in ms. */
  readonly intervalMs: number;
}

export interface DeviceCodeGrantRequest extends DeviceAuthorizationRequest {
  /** When the code was requested, ms since 1970. */
  readonly requestedAt?: number;
  readonly deviceCode: string;
  readonly proofKey: ProofKey | null;
}

/** The result of one poll: not yet, not so often, the tokens, or why there will be none. */
export type DeviceCodeGrantResult =
  { readonly kind: 'pending' } | { readonly kind: 'slow_down' } | Outcome<Grant>;

const usualIntervalMs = 5_000;
const shortestIntervalMs = 500;
const longestIntervalMs = 60_000;
const longestLifetime = 24 * 60 * 60;

const deviceAuthorizationErrors: ErrorTable = {
  ...tokenEndpointErrors,
  invalid_scope: ['misconfigured', 'scope_refused'],
  unsupported_grant_type: ['misconfigured', 'grant_type_refused'],
};

const deviceCodeExpired = ['needs_sign_in', 'device_code_expired'] as const;

const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    access_denied: ['user_cancelled', 'access_denied'],
    expired_token: deviceCodeExpired,
    code_expired: deviceCodeExpired,
    device_code_expired: deviceCodeExpired,
    expired_device_code: deviceCodeExpired,
    token_expired: deviceCodeExpired,
    invalid_grant: ['needs_sign_in', 'code_refused'],
    unsupported_grant_type: ['misconfigured', 'grant_type_refused'],
  },
  sent: 'device_code',
};

/** Asks for a code that the user can enter on any device. @see RFC 8628 §3.1, §3.2 */
export async function initiateDeviceAuthorization(
  request: DeviceAuthorizationRequest,
  context: OAuthContext,
): Promise<Outcome<DeviceAuthorization>> {
  const response = await deviceAuthorizationRequest(request, context);
  return andThen(response, (value) => processDeviceAuthorizationResponse(request, value, context));
}

export async function deviceAuthorizationRequest(
  request: DeviceAuthorizationRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server, client, scopes, resource, maxAgeSeconds = null, acrValues = [] } = request;
  const endpoint = server.deviceAuthorizationEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no device authorization endpoint',
      host: hostOf(server.issuer),
    });
  }
  const parameters = {
    ...scopeParameter(scopes),
    ...resourceParameter(resource),
    ...(maxAgeSeconds !== null && { max_age: String(maxAgeSeconds) }),
    ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
  };
  return sendRequest(deviceAuthorizationContext(request, context), () =>
    oauth.deviceAuthorizationRequest(
      libraryServer(server),
      libraryClient(client, context),
      libraryAuthentication(client.authentication),
      parameters,
      requestOptions(endpoint, context),
    ),
  );
}

export function processDeviceAuthorizationResponse(
  request: DeviceAuthorizationRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<DeviceAuthorization>> {
  const { server, client } = request;
  const requestContext = deviceAuthorizationContext(request, context);
  const tidied = tidyDeviceAuthorizationResponse(response);
  return processResponse(requestContext, tidied, async (readable) => {
    const result = await oauth.processDeviceAuthorizationResponse(
      libraryServer(server),
      libraryClient(client, context),
      readable,
    );
    const { user_code: userCode, verification_uri_complete: complete, interval } = result;
    if (!isVerificationPage(result.verification_uri)) {
      throw new RejectedResponse('"verification_uri" is not a page');
    }
    if (!isUserCode(userCode)) {
      throw new RejectedResponse('"user_code" is not a code that people can enter');
    }
    const shown = filterFor([result.device_code], [userCode]);
    if (userCode.includes(result.device_code) || shown.holds(result.verification_uri)) {
      throw new RejectedResponse('the device code, which is a secret, is among what users see');
    }
    const isUsable = complete !== undefined && isPageAt(result.verification_uri, complete);
    return {
      deviceCode: result.device_code,
      userCode,
      verificationUri: result.verification_uri,
      verificationUriComplete: isUsable && !shown.holds(complete) ? complete : null,
      expiresAt: response.receivedAt + Math.min(result.expires_in, longestLifetime) * 1_000,
      intervalMs: pollingInterval(interval),
    };
  });
}

function pollingInterval(seconds: number | undefined): number {
  if (seconds === undefined) return usualIntervalMs;
  return Math.min(Math.max(seconds * 1_000, shortestIntervalMs), longestIntervalMs);
}

function deviceAuthorizationContext(
  { server }: DeviceAuthorizationRequest,
  { now }: OAuthContext,
): RequestContext {
  const endpoint = server.deviceAuthorizationEndpoint ?? '';
  return { endpoint, errors: deviceAuthorizationErrors, now };
}

/** Polls once for whether the user has agreed on the other device. @see RFC 8628 §3.4, §3.5 */
export async function deviceCodeGrant(
  request: DeviceCodeGrantRequest,
  context: OAuthContext,
): Promise<DeviceCodeGrantResult> {
  const response = await deviceCodeGrantRequest(request, context);
  if (response.kind !== 'ok') return response;
  const processed = processDeviceCodeResponse(request, response.value, context);
  return discardIfRefused(processed, response.value, context);
}

export function deviceCodeGrantRequest(
  request: DeviceCodeGrantRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  return tokenRequest(request, rules, context, (as, client, authentication, options) =>
    oauth.deviceCodeGrantRequest(as, client, authentication, request.deviceCode, options),
  );
}

export async function processDeviceCodeResponse(
  request: DeviceCodeGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<DeviceCodeGrantResult> {
  const tidied = tidyTokenResponse(response);
  // Some say it with 200, 428 or 429, or in another member; only a fault of the server says nothing.
  const isRefusal = tidied.status < 500 && tidied.status !== 200;
  const codes = isRefusal ? readErrorStatement(tidied).codes : [];
  if (codes.includes('authorization_pending')) return { kind: 'pending' };
  if (codes.includes('slow_down')) return { kind: 'slow_down' };
  const { scopes } = request;
  return processTokenResponse(request, rules, response, context, {
    process: oauth.processDeviceCodeResponse,
    scopesIfUnnamed: scopes,
    accept: (tokens, idTokenClaims, body) => ({
      ...grantOf(tokens, idTokenClaims, request, response.receivedAt),
      subject: subjectIn(body),
    }),
  });
}

/**
 * Evens out what oauth4webapi would refuse: `verification_url`, as Google names it; `null` for what
 * is not there; a lifetime in another form; and an `interval` that is not a number, for which there is a default (§3.2).
 */
function tidyDeviceAuthorizationResponse(response: HttpResponse): HttpResponse {
  if (response.body === null) return response;
  const { verification_url: alias, interval, ...others } = response.body;
  const lifetime = lifetimeIn(response.body, response.receivedAt);
  const isText = typeof interval === 'string' && interval !== '';
  const seconds = typeof interval === 'number' || isText ? Number(interval) : 0;
  const body = Object.fromEntries(
    Object.entries({
      verification_uri: alias,
      ...others,
      expires_in: lifetime.adjustment === 'lifetime_negative' ? null : lifetime.seconds,
      interval: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    }).flatMap(([name, value]) =>
      value !== null && value !== undefined ? [[name, value] as const] : [],
    ),
  );
  return { ...response, text: textOf(body), body };
}
