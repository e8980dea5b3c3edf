/** The second half of a sign-in: from an answer to an account with its tokens. */
import { authorizationCodeGrant, type Grant } from '../../oauth/authorization-code-grant.js';
import type { CallbackResponse } from '../../oauth/callback.js';
import { clientCredentialsGrant } from '../../oauth/client-credentials-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import { serverOfTenant } from '../../oauth/tenant-issuer.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import { accountFromGrant } from './account-from-grant.js';
import type {
  Account,
  Connection,
  ConnectionGrant,
  ConnectionSecrets,
  PendingInBrowser,
  SignInParameters,
} from '../connection.js';

/** Tokens, and whose they are. */
export interface SignedIn {
  readonly by: ConnectionGrant;
  readonly redirectUri: string | null;
  readonly terms: SignInParameters;
  readonly grant: Grant;
  readonly account: Account;
}

export async function completeInBrowser(
  pending: PendingInBrowser,
  callback: CallbackResponse,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignedIn>> {
  const { terms, redirectUri, state, nonce, codeVerifier } = pending;
  const { server, client, proofKey, resource, scopesAsked } = terms;
  const completed = await authorizationCodeGrant(
    {
      server,
      client,
      redirectUri,
      callback,
      state,
      nonce,
      codeVerifier,
      scopesAsked,
      resource,
      proofKey,
    },
    oauth,
  );
  if (completed.kind !== 'ok') return failureFromOAuth(completed);
  const by = { by: 'authorization_code', redirectUri } as const;
  return withAccount(by, pending.id, terms, completed.value, oauth);
}

export async function completeByCode(
  attemptId: string,
  terms: SignInParameters,
  grant: Grant,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignedIn>> {
  return withAccount({ by: 'device_code', redirectUri: null }, attemptId, terms, grant, oauth);
}

/** A service account has no person: it is known by its client ID. */
export async function completeAsServiceAccount(
  terms: SignInParameters,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignedIn>> {
  const { server, client, proofKey, resource, scopesAsked: scopes } = terms;
  const tokens = await clientCredentialsGrant(
    { server, client, scopes, resource, proofKey },
    oauth,
  );
  if (tokens.kind !== 'ok') return failureFromOAuth(tokens);
  const { clientId } = client;
  return {
    kind: 'ok',
    value: {
      by: 'client_credentials',
      redirectUri: null,
      terms,
      grant: { tokens: tokens.value, identity: null, idTokenClaims: null },
      account: { issuer: server.issuer, subject: clientId, name: clientId, email: null },
    },
  };
}

async function withAccount(
  how: Pick<SignedIn, 'by' | 'redirectUri'>,
  attemptId: string,
  agreed: SignInParameters,
  grant: Grant,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignedIn>> {
  // From here on it is the tenant's server and no other's: whose account, and who may refresh it.
  const terms = { ...agreed, server: serverOfTenant(agreed.server, grant.idTokenClaims) };
  const account = await accountFromGrant(grant, attemptId, terms, oauth);
  return account.kind === 'ok'
    ? { kind: 'ok', value: { ...how, terms, grant, account: account.value } }
    : account;
}

/** @param before the connection whose tokens these replace; its id, label and history stay. */
export function connectionFrom(
  id: string,
  { by, redirectUri, terms, grant, account }: SignedIn,
  before: Connection | null,
  now: number,
): { readonly connection: Connection; readonly secrets: ConnectionSecrets } {
  const { tokens, idTokenClaims } = grant;
  const { client, proofKey, ...agreed } = terms;
  return {
    connection: {
      // What a newer version added to it stays.
      ...before,
      ...agreed,
      id,
      ownLabel: before?.ownLabel ?? null,
      account,
      registration: {
        clientId: client.clientId,
        clientAuthentication: client.authentication.kind,
        redirectUri,
      },
      grant: by,
      scopesGranted: tokens.scopesGranted,
      idTokenClaims,
      connectedAt: before?.connectedAt ?? now,
      lastRefreshedAt: before?.lastRefreshedAt ?? null,
      issuedAt: tokens.issuedAt,
      accessTokenExpiresAt: tokens.expiresAt,
      hasRefreshToken: tokens.refreshToken !== null,
      refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
      standing: { kind: 'good' },
    },
    secrets: {
      tokens,
      authentication: client.authentication,
      // A server may offer DPoP and yet have bound nothing where it was not asked to (RFC 9449 §5).
      proofKey: tokens.tokenType === 'dpop' ? proofKey : null,
    },
  };
}
