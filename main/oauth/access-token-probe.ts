/** Finds out whether a server still accepts an access token: the evidence after a revocation. */
import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { failureOfStatus } from './error-response.js';
import type { Outcome } from './outcome.js';
import type { ProofKey } from './proof-of-possession.js';
import { introspectToken } from './token-introspection.js';
import { userinfoRequest, userinfoRequestContext } from './userinfo.js';

export interface Probe {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly accessToken: string;
  readonly proofKey: ProofKey | null;
}

export type ProbeResult = 'refused' | 'accepted' | 'cannot_tell';

/**
 * Uses the token at userinfo and believes only a response that is clearly about the token (RFC 6750
 * §3.1); otherwise introspects it, where the client may.
 */
export async function probeAccessToken(
  probe: Probe,
  context: OAuthContext,
): Promise<Outcome<ProbeResult>> {
  const used = await probeUserinfo(probe, context);
  if (used.kind !== 'ok' || used.value !== 'cannot_tell') return used;
  if (probe.server.introspectionEndpoint === null) return used;
  const { server, client, accessToken: token } = probe;
  const introspected = await introspectToken(
    { server, client, token, hint: 'access_token' },
    context,
  );
  if (introspected.kind === 'ok') {
    return { kind: 'ok', value: introspected.value.active ? 'accepted' : 'refused' };
  }
  // A client that may not introspect leaves the question open; a network that fails is a failure.
  return introspected.kind === 'network_fault_retry' ? introspected : used;
}

async function probeUserinfo(probe: Probe, context: OAuthContext): Promise<Outcome<ProbeResult>> {
  if (probe.server.userinfoEndpoint === null) return { kind: 'ok', value: 'cannot_tell' };
  const response = await userinfoRequest(probe, context);
  if (response.kind !== 'ok') return response;
  const unavailable = failureOfStatus(response.value, userinfoRequestContext(probe, context));
  return unavailable ?? { kind: 'ok', value: resultOf(response.value) };
}

function resultOf({ status, headers, body }: HttpResponse): ProbeResult {
  if (status === 200 && typeof body?.['sub'] === 'string') return 'accepted';
  if (status !== 401) return 'cannot_tell';
  const challenge = headers.get('www-authenticate') ?? '';
  const named = body?.['error'] === 'invalid_token' || /\berror="?invalid_token\b/.test(challenge);
  return named ? 'refused' : 'cannot_tell';
}
