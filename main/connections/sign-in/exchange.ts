/** Exchanges the user's decision for tokens and finds the account they belong to. */
import type { AssertionSource } from '../../../ipc/assertion-source.js';
import { authorizationCodeGrant, type Grant } from '../../oauth/authorization-code-grant.js';
import type { CallbackResponse } from '../../oauth/callback.js';
import { clientCredentialsGrant } from '../../oauth/client-credentials-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import { jwtBearerGrant } from '../../oauth/jwt-bearer-grant.js';
import type { RequiredAuthentication } from '../../oauth/required-authentication.js';
import { identityOfLogin, type ServerHeldGrant } from '../../oauth/server-held-grant.js';
import { serverOfTenant } from '../../oauth/tenant-issuer.js';
import { fetchUserinfo } from '../../oauth/userinfo.js';
import type { Assertions } from '../assertions.js';
import type {
  Account,
  Connection,
  ConnectionGrant,
  PendingCode,
  PendingInBrowser,
  SignInParameters,
} from '../connection.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import { accountFromGrant } from './account-from-grant.js';
import { grantRequest } from './grant-request.js';
import type { SecretForms } from './secret-forms.js';
import type { Unkept } from './unkept-tokens.js';

/** Tokens, and the account they belong to. */
export interface SignInResult {
  readonly grantType: ConnectionGrant;
  /** Present with a JWT bearer grant. */
  readonly assertion?: AssertionSource | undefined;
  readonly redirectUri: string | null;
  readonly parameters: SignInParameters;
  readonly grant: Grant;
  readonly account: Account;
  /** The code and all that belongs to it, which are good for nothing by now. */
  readonly used?: readonly string[] | undefined;
  /** Null: the user has signed in as the API wanted (RFC 9470); none: nothing new is known about that. */
  readonly requiredAuthentication?: RequiredAuthentication | null | undefined;
}

/** Redeems the authorization code of a callback. */
export async function exchangeCallback(
  pending: PendingInBrowser,
  callback: CallbackResponse,
  oauth: OAuthContext,
  forms: SecretForms,
): Promise<RequestOutcome<SignInResult>> {
  const { parameters, redirectUri } = pending;
  const grant = await authorizationCodeGrant(grantRequest(pending, callback), oauth);
  if (grant.kind !== 'ok') {
    const form = grant.error.undecidedForm ?? null;
    if (grant.error.code === 'client_refused') {
      await forms.note(parameters.serviceId, parameters.client, form);
    }
    const refused = failureFromOAuth(grant);
    // The code is gone; the next sign-in shows whether the secret is wrong.
    return form === null
      ? refused
      : { ...refused, failure: { ...refused.failure, code: 'code_refused' } };
  }
  const how = { grantType: 'authorization_code', redirectUri } as const;
  const { authentication, ...granted } = grant.value;
  const accepted = { ...parameters, client: { ...parameters.client, authentication } };
  const result = await withAccount(how, pending, accepted, granted, oauth);
  if (result.kind !== 'ok') return result;
  const { state, nonce, codeVerifier } = pending;
  const all = [callback.parameters.get('code'), codeVerifier, state, nonce];
  const used = all.filter((each) => each !== null);
  return { kind: 'ok', value: { ...result.value, used } };
}

export async function resultOfDeviceGrant(
  pending: PendingCode,
  grant: Grant,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignInResult>> {
  const how = { grantType: 'device_code', redirectUri: null } as const;
  return withAccount(how, pending, pending.parameters, grant, oauth);
}

/** A service account belongs to no person: the client ID identifies it, and userinfo may say whose it is. */
export async function exchangeClientCredentials(
  parameters: SignInParameters,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignInResult>> {
  const { server, client, proofKey, resource, scopesRequested: scopes } = parameters;
  const outcome = await clientCredentialsGrant(
    { server, client, scopes, resource, proofKey },
    oauth,
  );
  if (outcome.kind !== 'ok') return failureFromOAuth(outcome);
  const { tokens, authentication } = outcome.value;
  const { clientId } = client;
  const owner = await ownerOf(parameters, tokens.accessToken, oauth);
  return {
    kind: 'ok',
    value: {
      grantType: 'client_credentials',
      redirectUri: null,
      parameters: { ...parameters, client: { clientId, authentication } },
      grant: { tokens, identity: null, subject: null, idTokenClaims: null },
      account: { issuer: server.issuer, subject: clientId, ...owner },
    },
  };
}

/** Signs in with an assertion; no user signs in at this server. */
export async function exchangeAssertion(
  source: AssertionSource,
  parameters: SignInParameters,
  assertions: Pick<Assertions, 'assertionFor'>,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignInResult>> {
  const { server, client, proofKey, resource, scopesRequested: scopes } = parameters;
  const asserted = await assertions.assertionFor(source, { server, resource, scopes });
  if (asserted.kind !== 'ok') return asserted;
  const { assertion, account } = asserted.value;
  const outcome = await jwtBearerGrant(
    { server, client, assertion, scopes, resource, proofKey },
    oauth,
  );
  if (outcome.kind !== 'ok') return failureFromOAuth(outcome);
  const { tokens, authentication } = outcome.value;
  const { clientId } = client;
  return {
    kind: 'ok',
    value: {
      grantType: 'jwt_bearer',
      assertion: source,
      redirectUri: null,
      parameters: { ...parameters, client: { clientId, authentication } },
      grant: { tokens, identity: null, subject: null, idTokenClaims: null },
      account: account ?? {
        issuer: server.issuer,
        subject: clientId,
        ...(await ownerOf(parameters, tokens.accessToken, oauth)),
      },
    },
  };
}

async function ownerOf(
  { server, client, proofKey }: SignInParameters,
  accessToken: string,
  oauth: OAuthContext,
): Promise<Pick<Account, 'name' | 'email'>> {
  const unknown = { name: client.clientId, email: null };
  if (server.userinfoEndpoint === null) return unknown;
  const question = { server, client, accessToken, proofKey, expectedSubject: null };
  const userinfo = await fetchUserinfo(question, oauth);
  if (userinfo.kind !== 'ok') return unknown;
  const { name, email } = userinfo.value;
  return { name: name ?? email ?? client.clientId, email };
}

/**
 * The server's ID token is for another client, so only `login` says whose account it is.
 * @param again the connection that is signed in again
 */
export function resultOfServerHeldGrant(
  attemptId: string,
  parameters: SignInParameters,
  held: ServerHeldGrant,
  again: Connection | null,
): SignInResult {
  const { issuer } = parameters.server;
  const { tokens } = held;
  const identity = identityOfLogin(held);
  const unidentified = { timesAsked: 0, lastAskedAt: tokens.issuedAt };
  const unknown = { issuer, subject: attemptId, name: null, email: null, unidentified };
  return {
    grantType: 'server_held',
    redirectUri: null,
    parameters,
    grant: { tokens, identity: null, subject: null, idTokenClaims: null },
    account: identity === null ? (again?.account ?? unknown) : { issuer, ...identity },
  };
}

async function withAccount(
  how: Pick<SignInResult, 'grantType' | 'redirectUri'>,
  { id: attemptId, requiredAuthentication: asked }: PendingInBrowser | PendingCode,
  requested: SignInParameters,
  grant: Grant,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignInResult>> {
  // From here on only the tenant's own server counts: it owns the account and refreshes its tokens.
  const server = serverOfTenant(requested.server, grant.idTokenClaims);
  const parameters = { ...requested, server };
  const account = await accountFromGrant(grant, attemptId, parameters, oauth);
  if (account.kind === 'ok') {
    const { requiredAuthentication = asked && null } = account;
    const value = { ...how, parameters, grant, account: account.value, requiredAuthentication };
    return { kind: 'ok', value };
  }
  oauth.discardTokens?.(grant.tokens);
  return account;
}

export function unkeptOf({ grantType, parameters, grant, account }: SignInResult): Unkept {
  return { grantType, parameters, tokens: grant.tokens, account };
}
