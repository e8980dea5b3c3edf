/**
 * One try to end a grant, and what is known afterwards. First with all that was kept: the refresh
 * token, then the access token (RFC 7009), then once more with the old access token. Later with
 * the outbox, which holds one token and no more.
 */
import type { Evidence } from '../../../ipc/connection-view.js';
import { probeAccessToken, type ProbeResult } from '../../oauth/access-token-probe.js';
import { introspectToken } from '../../oauth/token-introspection.js';
import { revokeToken, type TokenTypeHint } from '../../oauth/token-revocation.js';
import type { ConnectionSecrets, OutboxEntry } from '../connection.js';
import { outcomeFromOAuth, type RequestFailure, type RequestOutcome } from '../failures.js';
import type { ContextFor } from '../service-context.js';
import type { UsableConnection } from '../usable-connection.js';

export type Ended = { readonly kind: 'ended'; readonly evidence: Evidence };

/** `keep`: the one token that has to be ended yet. */
export type NotEnded = {
  readonly kind: 'not_ended';
  readonly outcome: RequestFailure;
  readonly keep: OutboxEntry;
};

interface Asking {
  readonly connection: UsableConnection;
  readonly contextFor: ContextFor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export async function revokeAll(
  asking: Asking,
  { tokens, authentication, proofKey }: ConnectionSecrets,
): Promise<Ended | NotEnded> {
  const { connection } = asking;
  const { server } = connection;
  const { oauth, client, revoke } = speakTo(asking, authentication);
  const entry = (hint: TokenTypeHint, token: string): OutboxEntry => {
    return { connectionId: connection.id, token, hint, authentication };
  };
  const access = entry('access_token', tokens.accessToken);

  let refreshEnded: RequestOutcome<null> | null = null;
  if (tokens.refreshToken !== null) {
    const refresh = entry('refresh_token', tokens.refreshToken);
    refreshEnded = await revoke(refresh);
    if (refreshEnded.kind !== 'ok' && !endsAccessOnly(refreshEnded)) {
      return { kind: 'not_ended', outcome: refreshEnded, keep: refresh };
    }
  }
  const accessEnded = await revoke(access);
  // Many servers end refresh tokens only: with that one gone the grant has ended (RFC 7009 §2.1).
  if (accessEnded.kind !== 'ok' && refreshEnded?.kind !== 'ok') {
    return { kind: 'not_ended', outcome: accessEnded, keep: access };
  }
  const probe = await probeAccessToken(
    { server, client, accessToken: tokens.accessToken, proofKey },
    oauth,
  );
  const result = probe.kind === 'ok' ? probe.value : 'cannot_tell';
  return ended(result, asking.now(), connection.accessTokenExpiresAt);
}

export async function revokeKept(asking: Asking, entry: OutboxEntry): Promise<Ended | NotEnded> {
  const { connection, now } = asking;
  const { oauth, client, revoke } = speakTo(asking, entry.authentication);
  const outcome = await revoke(entry);
  if (outcome.kind !== 'ok') return { kind: 'not_ended', outcome, keep: entry };
  const { token, hint } = entry;
  const said = await introspectToken({ server: connection.server, client, token, hint }, oauth);
  const at = now();
  if (said.kind !== 'ok') return ended('cannot_tell', at, null);
  if (said.value.active) return ended('accepted', at, null);
  // Of an access token that was not kept nothing is known while it lasts.
  const { accessTokenExpiresAt } = connection;
  const accessIsOver = accessTokenExpiresAt !== null && accessTokenExpiresAt <= at;
  return ended(hint === 'access_token' || accessIsOver ? 'refused' : 'cannot_tell', at, null);
}

function speakTo(
  { connection, contextFor }: Asking,
  authentication: OutboxEntry['authentication'],
) {
  const { server, adjustments } = connection;
  const { clientId } = connection.registration;
  const client = { clientId, authentication };
  const oauth = contextFor({ server, clientId, adjustments });
  const revoke = async ({ token, hint }: OutboxEntry) =>
    outcomeFromOAuth(await revokeToken({ server, client, token, hint }, oauth));
  return { oauth, client, revoke };
}

function ended(probe: ProbeResult, at: number, accessEndsAt: number | null): Ended {
  switch (probe) {
    case 'refused':
      return { kind: 'ended', evidence: { kind: 'confirmed', at } };
    case 'accepted':
      return { kind: 'ended', evidence: { kind: 'still_accepted', at, accessEndsAt } };
    case 'cannot_tell':
      return { kind: 'ended', evidence: { kind: 'accepted', at } };
  }
}

/** Some servers end access tokens, and with them everything, and refuse any other kind (RFC 7009 §2.2.1). */
function endsAccessOnly({ failure }: RequestFailure): boolean {
  return failure.serverError === 'unsupported_token_type';
}
