/** Ends a grant that the server holds (ADR 17), and finds out what is left of it. */
import { probeAccessToken } from '../../oauth/access-token-probe.js';
import { revokeServerHeldGrant, serverHeldTokens } from '../../oauth/server-held-grant.js';
import type { RecordStore } from '../../ports/vault.js';
import type { OutboxEntry } from '../connection.js';
import { failureFromOAuth, failureOf } from '../failures.js';
import { ended, type Ended, type NotEnded, type RevocationContext } from './revoke-grant.js';

/** @param entry what is kept once the tokens are not; its token is the identity */
export async function revokeGrantAtServer(
  context: RevocationContext,
  entry: OutboxEntry | null,
  recordStore: Pick<RecordStore, 'secrets'>,
): Promise<Ended | NotEnded> {
  const { connection, contextFor, now } = context;
  const secrets = entry ? null : await recordStore.secrets(connection.id);
  const { serviceId, server, adjustments, resource } = connection;
  const { clientId } = connection.registration;
  const oauth = contextFor({ serviceId, server, clientId, adjustments });
  const remaining: OutboxEntry = entry ?? {
    connectionId: connection.id,
    token: secrets?.tokens.refreshToken ?? '',
    hint: 'refresh_token',
    authentication: { kind: 'none' },
  };
  const identity = remaining.token;
  const endpoint = server.revocationEndpoint ?? '';
  const revoked = await revokeServerHeldGrant({ endpoint, clientId, identity }, oauth);
  if (revoked.kind !== 'ok') {
    return { kind: 'not_ended', outcome: failureFromOAuth(revoked), remaining };
  }
  const left = await serverHeldTokens(
    { endpoint: server.tokenEndpoint, clientId, identity, scopesIfUnnamed: [] },
    oauth,
  );
  if (left.kind === 'ok') {
    const failure = failureOf('revocation_refused', 'the server still hands out tokens');
    const outcome = { kind: 'rejected_response', failure, retryAfterMs: null } as const;
    return { kind: 'not_ended', outcome, remaining };
  }
  if (secrets === null) return ended('inconclusive', now(), null);
  const { accessToken } = secrets.tokens;
  const client = { clientId, authentication: secrets.authentication };
  const probe = await probeAccessToken(
    { server, client, accessToken, proofKey: null, resource, introspectable: false },
    oauth,
  );
  const result = probe.kind === 'ok' ? probe.value : 'inconclusive';
  return ended(result, now(), connection.accessTokenExpiresAt);
}
