/** The second half of a sign-in: from the browser's answer to an account with its tokens. */
import { completeAuthorization, type Grant } from '../oauth/authorization-code-grant.js';
import type { CallbackResponse } from '../oauth/callback.js';
import type { OAuthContext } from '../oauth/context.js';
import type { Outcome } from '../oauth/outcome.js';
import { accountFromGrant } from './account-from-grant.js';
import { clientOf } from './client-of.js';
import type { Account, Connection, ConnectionSecrets, PendingAttempt } from './connection.js';

export interface SignedIn {
  readonly grant: Grant;
  readonly account: Account;
}

export async function completeSignIn(
  pending: PendingAttempt,
  callback: CallbackResponse,
  oauth: OAuthContext,
): Promise<Outcome<SignedIn>> {
  const { server, registration, clientSecret, state, nonce, codeVerifier, scopesAsked } = pending;
  const completed = await completeAuthorization(
    {
      server,
      client: clientOf(registration, clientSecret),
      redirectUri: registration.redirectUri,
      callback,
      state,
      nonce,
      codeVerifier,
      scopesAsked,
      resource: null,
      proofKey: null,
    },
    oauth,
  );
  if (completed.kind !== 'ok') return completed;
  const grant = completed.value;
  const account = await accountFromGrant(grant, pending, oauth);
  return account.kind === 'ok' ? { kind: 'ok', value: { grant, account: account.value } } : account;
}

/** @param before the connection whose tokens these replace; its id, label and history stay. */
export function connectionFromGrant(
  id: string,
  pending: PendingAttempt,
  { grant, account }: SignedIn,
  before: Connection | null,
  now: number,
): { readonly connection: Connection; readonly secrets: ConnectionSecrets } {
  const { tokens } = grant;
  return {
    connection: {
      id,
      serviceId: pending.serviceId,
      serviceName: pending.serviceName,
      ownLabel: before?.ownLabel ?? null,
      account,
      server: pending.server,
      registration: pending.registration,
      accountPage: pending.accountPage,
      scopeWords: pending.scopeWords,
      scopesAsked: pending.scopesAsked,
      scopesGranted: tokens.scopesGranted,
      idTokenClaims: grant.idTokenClaims,
      connectedAt: before?.connectedAt ?? now,
      lastRenewedAt: before?.lastRenewedAt ?? null,
      issuedAt: tokens.issuedAt,
      accessTokenExpiresAt: tokens.expiresAt,
      hasRefreshToken: tokens.refreshToken !== null,
      standing: { kind: 'good' },
    },
    secrets: { tokens, clientSecret: pending.clientSecret },
  };
}
