/** The connection that a sign-in makes, or that it brings new tokens. */
import type { RequiredAuthentication } from '../../oauth/required-authentication.js';
import type { Account, Connection, ConnectionSecrets } from '../connection.js';
import { isIdentified } from '../identity.js';
import { isSameOrigin } from '../registration/moved-server.js';
import type { AttemptPlan } from './attempt.js';
import type { SignInResult } from './exchange.js';

/** An account that the service did not identify this time stays the one that it was. */
function accountAfter(account: Account, before: Connection | null): Account {
  if (before === null || isIdentified(account)) return account;
  if (isIdentified(before.account)) return before.account;
  return { ...account, subject: before.account.subject };
}

/** A page elsewhere replaces that of a connection only once the user has agreed to it. */
function accountPageAfter(page: string | null, before: Connection | null): string | null {
  const own = before?.accountPage ?? null;
  return own === null || (page !== null && isSameOrigin(page, own)) ? page : own;
}

/** A sign-in that was not asked to be stronger may not be. */
function requiredAfter(
  required: RequiredAuthentication | null | undefined,
  before: Connection | null,
): RequiredAuthentication | undefined {
  return required === undefined ? before?.requiredAuthentication : (required ?? undefined);
}

/** @param before the connection whose tokens these replace; its id, label and history stay. */
export function connectionFrom(
  id: string,
  result: SignInResult,
  before: Connection | null,
  now: number,
  plan: Pick<AttemptPlan, 'withoutProof'> | null = null,
): { readonly connection: Connection; readonly secrets: ConnectionSecrets } {
  const { grantType, assertion, redirectUri, parameters, grant, account } = result;
  const { tokens, idTokenClaims } = grant;
  const { client, proofKey, ...publicParameters } = parameters;
  return {
    connection: {
      // Members that a newer version added are kept.
      ...before,
      ...publicParameters,
      id,
      ownLabel: before?.ownLabel ?? null,
      account: accountAfter(account, before),
      accountPage: accountPageAfter(parameters.accountPage, before),
      metadataAddress: parameters.metadataAddress ?? before?.metadataAddress,
      registration: {
        clientId: client.clientId,
        clientAuthentication: client.authentication.kind,
        redirectUri,
      },
      grant: grantType,
      assertion,
      // Signing in again would only be refused once more.
      ...(plan?.withoutProof === true && { bindTokens: false }),
      requiredAuthentication: requiredAfter(result.requiredAuthentication, before),
      scopesGranted: tokens.scopesGranted,
      hasIdTokenClaims: idTokenClaims !== null,
      connectedAt: before?.connectedAt ?? now,
      signedInAt: now,
      lastRefreshedAt: before?.lastRefreshedAt ?? null,
      issuedAt: tokens.issuedAt,
      accessTokenExpiresAt: tokens.expiresAt,
      hasRefreshToken: tokens.refreshToken !== null,
      refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
      standing: { kind: 'active' },
      refusals: null,
    },
    secrets: {
      tokens,
      authentication: client.authentication,
      // A server may offer DPoP and still issue bearer tokens (RFC 9449 §5).
      proofKey: tokens.tokenType === 'dpop' ? proofKey : null,
      idTokenClaims,
    },
  };
}
