/** Finds out whether a server still accepts an access token: the evidence after a revocation. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { failureOfStatus } from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { sendRequest } from './http.js';
import { libraryClient, requestOptions } from './library-terms.js';
import type { Outcome } from './outcome.js';
import { canSign, type ProofKey, proofOptions } from './proof-of-possession.js';
import { isProtected } from './server-address.js';
import { introspectToken } from './token-introspection.js';
import { isSuccess } from './token-response-form.js';
import { refusesToken } from './token-statement.js';
import { userinfoRequest, userinfoRequestContext } from './userinfo.js';

export interface Probe {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly accessToken: string;
  readonly proofKey: ProofKey | null;
  /** The API that the token is for (RFC 8707); null: the server's own. */
  readonly resource?: string | null;
  /** The server's introspection knew the token while it worked; false: it says "inactive" of every token. */
  readonly introspectable?: boolean;
}

export type ProbeResult = 'refused' | 'accepted' | 'inconclusive';

const inconclusive = { kind: 'ok', value: 'inconclusive' } as const;

/**
 * Uses the token at userinfo, then at the API it is for, and believes only a response that is clearly
 * about the token (RFC 6750 §3.1); otherwise introspects it, where the client may. A bound token is not
 * used with a key that cannot sign: its refusal would say nothing about the token.
 */
export async function probeAccessToken(
  probe: Probe,
  context: OAuthContext,
): Promise<Outcome<ProbeResult>> {
  const used = await probeByUse(probe, context);
  if (used.kind !== 'ok' || used.value !== 'inconclusive') return used;
  if (probe.server.introspectionEndpoint === null || probe.introspectable === false) return used;
  const introspected = await introspect(probe, context);
  if (introspected.kind === 'ok') {
    return { kind: 'ok', value: introspected.value.active ? 'accepted' : 'refused' };
  }
  // A client that may not introspect leaves the question open; a network that fails is a failure.
  return introspected.kind === 'network_fault_retry' ? introspected : used;
}

async function probeByUse(probe: Probe, context: OAuthContext): Promise<Outcome<ProbeResult>> {
  if (probe.proofKey !== null && !(await canSign(probe.proofKey))) return inconclusive;
  const used = await probeUserinfo(probe, context);
  if (used.kind !== 'ok' || used.value !== 'inconclusive') return used;
  return { kind: 'ok', value: await probeResource(probe, context) };
}

/**
 * True if introspection can be evidence later. A server may answer "inactive" for tokens that work,
 * as some do for every JWT. Asked before the token is revoked.
 */
export async function isIntrospectable(probe: Probe, context: OAuthContext): Promise<boolean> {
  if (probe.server.introspectionEndpoint === null) return false;
  const introspected = await introspect(probe, context);
  return introspected.kind === 'ok' && introspected.value.active;
}

function introspect(probe: Probe, context: OAuthContext) {
  const { server, client, accessToken: token, proofKey } = probe;
  return introspectToken({ server, client, token, hint: 'access_token', proofKey }, context);
}

/** Sends HEAD, because an API may answer GET with a stream that does not end. An API out of reach is no failure. */
async function probeResource(probe: Probe, context: OAuthContext): Promise<ProbeResult> {
  const { client, accessToken, proofKey, resource = null } = probe;
  if (resource === null || !URL.canParse(resource)) return 'inconclusive';
  const url = new URL(resource);
  if (!isProtected(url)) return 'inconclusive';
  const libClient = libraryClient(client, context);
  const { headers, ...options } = requestOptions(resource, context);
  const proof = await proofOptions(proofKey, libClient, context);
  const request = { endpoint: resource, errors: {}, dpop: proofKey !== null, now: context.now };
  const response = await sendRequest(request, async () => {
    const sent = { ...options, ...proof, [oauth.clockSkew]: libClient[oauth.clockSkew] };
    try {
      return await oauth.protectedResourceRequest(
        accessToken,
        'HEAD',
        url,
        new Headers(headers),
        null,
        sent,
      );
    } catch (error) {
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
      throw error;
    }
  });
  if (response.kind !== 'ok') return 'inconclusive';
  if (!isSuccess(response.value)) return refusalIn(response.value);
  return (await isOpenToAll(url, context)) ? 'inconclusive' : 'accepted';
}

/** True if the API answers HEAD in the same way without a token: then its answer says nothing about one. */
async function isOpenToAll(url: URL, context: OAuthContext): Promise<boolean> {
  const { headers } = requestOptions(url.href, context);
  const request = { endpoint: url.href, errors: {}, now: context.now };
  const { signal } = context;
  const response = await sendRequest(request, () =>
    context.fetch(url.href, { method: 'HEAD', headers, ...(signal !== undefined && { signal }) }),
  );
  return response.kind === 'ok' && isSuccess(response.value);
}

async function probeUserinfo(probe: Probe, context: OAuthContext): Promise<Outcome<ProbeResult>> {
  if (probe.server.userinfoEndpoint === null) return inconclusive;
  const response = await userinfoRequest(probe, context);
  if (response.kind !== 'ok') return response;
  const unavailable = failureOfStatus(response.value, userinfoRequestContext(probe, context));
  return unavailable ?? { kind: 'ok', value: resultOf(response.value) };
}

function resultOf(response: HttpResponse): ProbeResult {
  const { status, body } = response;
  return status === 200 && typeof body?.['sub'] === 'string' ? 'accepted' : refusalIn(response);
}

/** RFC 6750 §3.1 has 401 for it; others refuse a token with 400 or 403. */
function refusalIn(response: HttpResponse): ProbeResult {
  const isRefused = [400, 401, 403].includes(response.status) && refusesToken(response);
  return isRefused ? 'refused' : 'inconclusive';
}
