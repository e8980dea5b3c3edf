/**
 * One attempt to end a grant, and what is known afterwards. At first with everything that is stored:
 * revokes the refresh token, then the access token, then probes with the old access token. Later
 * with the outbox, which holds a single token.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009
 */
import type { Evidence } from '../../../ipc/connection-view.js';
import {
  isIntrospectable,
  probeAccessToken,
  type ProbeResult,
} from '../../oauth/access-token-probe.js';
import type { TokenTypeHint } from '../../oauth/request-about-token.js';
import { introspectToken } from '../../oauth/token-introspection.js';
import { revokeToken } from '../../oauth/token-revocation.js';
import type { ConnectionSecrets, OutboxEntry } from '../connection.js';
import { outcomeFromOAuth, type RequestFailure, type RequestOutcome } from '../failures.js';
import type { ContextFor } from '../service-context.js';
import type { UsableConnection } from '../usable-connection.js';

export type Ended = { readonly kind: 'ended'; readonly evidence: Evidence };

/** `remaining`: the one token that has yet to be revoked. */
export type NotEnded = {
  readonly kind: 'not_ended';
  readonly outcome: RequestFailure;
  readonly remaining: OutboxEntry;
};

export interface RevocationContext {
  readonly connection: UsableConnection;
  readonly contextFor: ContextFor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export async function revokeTokens(
  context: RevocationContext,
  { tokens, authentication, proofKey }: ConnectionSecrets,
): Promise<Ended | NotEnded> {
  const { connection } = context;
  const { server } = connection;
  const { oauth, client, revoke } = revocationClient(context, authentication);
  const entryFor = (hint: TokenTypeHint, token: string): OutboxEntry => {
    const bound = proofKey === null ? {} : { proofKey };
    return { connectionId: connection.id, token, hint, authentication, ...bound };
  };
  const access = entryFor('access_token', tokens.accessToken);

  const { resource } = connection;
  const probe = { server, client, accessToken: tokens.accessToken, proofKey, resource };
  // Userinfo is better evidence, and then nobody asks introspection.
  const introspectable = server.userinfoEndpoint !== null || (await isIntrospectable(probe, oauth));
  let refreshRevoked: RequestOutcome<null> | null = null;
  if (tokens.refreshToken !== null) {
    const refresh = entryFor('refresh_token', tokens.refreshToken);
    refreshRevoked = await revoke(refresh);
    if (refreshRevoked.kind !== 'ok' && !revokesAccessTokensOnly(refreshRevoked)) {
      return { kind: 'not_ended', outcome: refreshRevoked, remaining: refresh };
    }
  }
  const accessRevoked = await revoke(access);
  // Many servers revoke refresh tokens only; that ends the grant (RFC 7009 §2.1).
  if (accessRevoked.kind !== 'ok' && refreshRevoked?.kind !== 'ok') {
    return { kind: 'not_ended', outcome: accessRevoked, remaining: access };
  }
  const probed = await probeAccessToken({ ...probe, introspectable }, oauth);
  const result = probed.kind === 'ok' ? probed.value : 'inconclusive';
  return ended(result, context.now(), connection.accessTokenExpiresAt);
}

export async function revokeOutboxEntry(
  context: RevocationContext,
  entry: OutboxEntry,
): Promise<Ended | NotEnded> {
  const { connection, now } = context;
  const { oauth, client, revoke } = revocationClient(context, entry.authentication);
  const outcome = await revoke(entry);
  if (outcome.kind !== 'ok') return { kind: 'not_ended', outcome, remaining: entry };
  const { token, hint, proofKey } = entry;
  const introspection = await introspectToken(
    { server: connection.server, client, token, hint, proofKey },
    oauth,
  );
  const at = now();
  if (introspection.kind !== 'ok') return ended('inconclusive', at, null);
  if (introspection.value.active) return ended('accepted', at, null);
  // The access token was not kept: while it lasts, nothing is known about it.
  const { accessTokenExpiresAt } = connection;
  const accessIsOver = accessTokenExpiresAt !== null && accessTokenExpiresAt <= at;
  return ended(hint === 'access_token' || accessIsOver ? 'refused' : 'inconclusive', at, null);
}

function revocationClient(
  { connection, contextFor }: RevocationContext,
  authentication: OutboxEntry['authentication'],
) {
  const { serviceId, server, adjustments } = connection;
  const { clientId } = connection.registration;
  const client = { clientId, authentication };
  const oauth = contextFor({ serviceId, server, clientId, adjustments });
  const revoke = async ({ token, hint, proofKey }: OutboxEntry) =>
    outcomeFromOAuth(await revokeToken({ server, client, token, hint, proofKey }, oauth));
  return { oauth, client, revoke };
}

export function ended(probe: ProbeResult, at: number, accessEndsAt: number | null): Ended {
  switch (probe) {
    case 'refused':
      return { kind: 'ended', evidence: { kind: 'confirmed', at } };
    case 'accepted':
      return { kind: 'ended', evidence: { kind: 'still_accepted', at, accessEndsAt } };
    case 'inconclusive':
      return { kind: 'ended', evidence: { kind: 'accepted', at } };
  }
}

/** Some servers revoke access tokens, and the whole grant with them, and refuse any other type (RFC 7009 §2.2.1). */
function revokesAccessTokensOnly({ failure }: RequestFailure): boolean {
  return failure.serverError === 'unsupported_token_type';
}
