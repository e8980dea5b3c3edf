/** Signing in with a code on another device (RFC 8628). How often to ask is device-polling-pace.ts's. */
import * as oauth from 'oauth4webapi';

import type { Grant } from './authorization-code-grant.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { type Answer, judge, request } from './exchange.js';
import { checkIdToken } from './id-token-claims.js';
import { verifiedIdTokenClaims } from './id-token.js';
import { identityOf } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { type Asked, failed, hostOf, type Refusals, RejectedAnswer } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { resourceParameter } from './resource-indicator.js';
import { isProtected } from './server-address.js';
import { serverClaimed } from './tenant-issuer.js';
import {
  checkLifetime,
  tidyTokenAnswer,
  tokenEndpointRefusals,
  tokenSetOf,
} from './token-response.js';

export interface DeviceAuthorizationRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
  readonly resource: string | null;
}

export interface DeviceAuthorization {
  /** As secret as an authorization code. */
  readonly deviceCode: string;
  /** To be shown as it is, also beside `verificationUriComplete` (§3.3.1). */
  readonly userCode: string;
  readonly verificationUri: string;
  /** With the code in it, for a QR code; null: not offered. */
  readonly verificationUriComplete: string | null;
  /** Ms since 1970. */
  readonly expiresAt: number;
  /** Between two questions, in ms. */
  readonly intervalMs: number;
}

export interface DevicePoll extends DeviceAuthorizationRequest {
  readonly deviceCode: string;
  readonly proofKey: ProofKey | null;
}

/** One answer: not yet, not so often, the tokens, or why there will be none. */
export type DevicePollResult =
  { readonly kind: 'pending' } | { readonly kind: 'slow_down' } | Outcome<Grant>;

const usualIntervalMs = 5_000;
const longestIntervalMs = 60_000;
const longestLifetime = 24 * 60 * 60;
const longestUserCode = 64;

const startRefusals: Refusals = {
  ...tokenEndpointRefusals,
  invalid_scope: ['misconfigured', 'scope_refused'],
  unsupported_grant_type: ['misconfigured', 'client_refused'],
};

const pollRefusals: Refusals = {
  ...tokenEndpointRefusals,
  access_denied: ['user_cancelled', 'access_denied'],
  expired_token: ['needs_sign_in', 'sign_in_expired'],
  invalid_grant: ['needs_sign_in', 'code_refused'],
  unsupported_grant_type: ['misconfigured', 'client_refused'],
};

/** §3.1, §3.2. */
export async function startDeviceAuthorization(
  { server, client, scopes, resource }: DeviceAuthorizationRequest,
  context: OAuthContext,
): Promise<Outcome<DeviceAuthorization>> {
  const endpoint = server.deviceAuthorizationEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no device authorization endpoint',
      host: hostOf(server.issuer),
    });
  }
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const asked: Asked = { endpoint, refusals: startRefusals, now: context.now };
  const parameters = {
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...resourceParameter(resource),
  };
  const answer = await request(asked, () =>
    oauth.deviceAuthorizationRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      parameters,
      requestOptions(endpoint, context),
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const tidied = tidyDeviceAnswer(answer.value);
  return judge(asked, tidied, async (response) => {
    checkLifetime(tidied.body);
    const said = await oauth.processDeviceAuthorizationResponse(as, libClient, response);
    if (!isPage(said.verification_uri)) throw new RejectedAnswer('"verification_uri" is no page');
    if (said.user_code.length > longestUserCode || /[\p{Cc}\p{Bidi_Control}]/u.test(said.user_code))
      throw new RejectedAnswer('"user_code" is no code for people');
    const complete = said.verification_uri_complete;
    const seconds = said.interval;
    return {
      deviceCode: said.device_code,
      userCode: said.user_code,
      verificationUri: said.verification_uri,
      verificationUriComplete: complete !== undefined && isPage(complete) ? complete : null,
      expiresAt: arrivedAt + Math.min(said.expires_in, longestLifetime) * 1_000,
      intervalMs:
        seconds === undefined ? usualIntervalMs : Math.min(seconds * 1_000, longestIntervalMs),
    };
  });
}

/** §3.4, §3.5: asks once whether the person has agreed on the other device. */
export async function pollDeviceAuthorization(
  poll: DevicePoll,
  context: OAuthContext,
): Promise<DevicePollResult> {
  const { server, client, deviceCode, scopes, resource, proofKey } = poll;
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const asked: Asked = {
    endpoint: server.tokenEndpoint,
    refusals: pollRefusals,
    proven: proofKey !== null,
    now: context.now,
  };
  const options = {
    ...requestOptions(server.tokenEndpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
    additionalParameters: resourceParameter(resource),
  };
  const answer = await request(asked, () =>
    oauth.deviceCodeGrantRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      deviceCode,
      options,
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const tidied = tidyTokenAnswer(answer.value);
  // Some say it with 200, 428 or 429; only a fault of the server says nothing.
  const notYet = tidied.status < 500 ? tidied.body?.['error'] : undefined;
  if (notYet === 'authorization_pending') return { kind: 'pending' };
  if (notYet === 'slow_down') return { kind: 'slow_down' };
  return judge(asked, tidied, async (response) => {
    checkLifetime(tidied.body);
    const claimed = libraryServer(serverClaimed(server, tidied.body?.['id_token']));
    const result = await oauth.processDeviceCodeResponse(claimed, libClient, response);
    const tokens = tokenSetOf(result, proofKey, scopes, arrivedAt);
    const idTokenClaims = await verifiedIdTokenClaims(server, response, result, context);
    if (idTokenClaims !== null) checkIdToken(idTokenClaims, { client }, arrivedAt);
    const identity = idTokenClaims === null ? null : identityOf(idTokenClaims);
    return { tokens, identity, idTokenClaims };
  });
}

/**
 * Evens out what oauth4webapi would refuse: `verification_url`, as Google names it; `null` for what
 * is not there; and an `interval` that is no number, for which there is a default (§3.2).
 */
function tidyDeviceAnswer(answer: Answer): Answer {
  if (answer.body === null) return answer;
  const { verification_url: alias, interval, ...others } = answer.body;
  const isText = typeof interval === 'string' && interval !== '';
  const seconds = typeof interval === 'number' || isText ? Number(interval) : 0;
  const body = Object.fromEntries(
    Object.entries({
      verification_uri: alias,
      ...others,
      interval: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    }).filter(([, value]) => value !== null && value !== undefined),
  );
  return { ...answer, text: JSON.stringify(body), body };
}

/** What a person can be sent to: https, without a user name in it. */
function isPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return isProtected(url) && url.username === '' && url.password === '';
}
