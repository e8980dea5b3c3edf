/** Whether a server still takes an access token: the evidence after a revocation. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { type Answer, request } from './exchange.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { failureOfStatus } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { introspectToken } from './token-introspection.js';

export interface Probe {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly accessToken: string;
  readonly proofKey: ProofKey | null;
}

export type ProbeResult = 'refused' | 'accepted' | 'cannot_tell';

/**
 * Uses the token at userinfo and believes only an answer that is clearly about the token (RFC 6750
 * §3.1); else asks by introspection, where the client may.
 */
export async function probeAccessToken(
  probe: Probe,
  context: OAuthContext,
): Promise<Outcome<ProbeResult>> {
  const used = await useAtUserinfo(probe, context);
  if (used.kind !== 'ok' || used.value !== 'cannot_tell') return used;
  if (probe.server.introspectionEndpoint === null) return used;
  const { server, client, accessToken: token } = probe;
  const said = await introspectToken({ server, client, token, hint: 'access_token' }, context);
  if (said.kind === 'ok') return { kind: 'ok', value: said.value.active ? 'accepted' : 'refused' };
  // A client that may not introspect leaves the question open; a network that fails is told as such.
  return said.kind === 'network_fault_retry' ? said : used;
}

async function useAtUserinfo(
  { server, client, accessToken, proofKey }: Probe,
  context: OAuthContext,
): Promise<Outcome<ProbeResult>> {
  const endpoint = server.userinfoEndpoint;
  if (endpoint === null) return { kind: 'ok', value: 'cannot_tell' };
  const asked = { endpoint, refusals: {}, proven: proofKey !== null, now: context.now };
  const libClient = libraryClient(client, context);
  const options = {
    ...requestOptions(endpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
  };
  const answer = await request(asked, () =>
    oauth.userInfoRequest(libraryServer(server), libClient, accessToken, options),
  );
  if (answer.kind !== 'ok') return answer;
  const unavailable = failureOfStatus(answer.value, asked);
  return unavailable ?? { kind: 'ok', value: verdict(answer.value) };
}

function verdict({ status, headers, body }: Answer): ProbeResult {
  if (status === 200 && typeof body?.['sub'] === 'string') return 'accepted';
  if (status !== 401) return 'cannot_tell';
  const challenge = headers.get('www-authenticate') ?? '';
  const named = body?.['error'] === 'invalid_token' || /\berror="?invalid_token\b/.test(challenge);
  return named ? 'refused' : 'cannot_tell';
}
