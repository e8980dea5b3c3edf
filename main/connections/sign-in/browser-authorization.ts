/** The authorization request of a sign-in through the browser: everything that is known before it opens. */
import { prepareAuthorization } from '../../oauth/authorization-request.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import type { PeerUsers } from '../../oauth/peer-user.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { PendingInBrowser, SignInParameters } from '../connection.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import { attemptLifetimeMs, type AttemptPlan } from './attempt.js';
import { openRedirect, type RedirectMethod } from './redirect.js';
import { authorizationOptions } from './scopes-to-request.js';

export interface BrowserAuthorization {
  readonly pending: PendingInBrowser;
  /** Listening already; null when the answer comes by an app link. */
  readonly loopback: LoopbackRedirect | null;
}

/** @param isAnother there is a connection to this service already */
export async function createBrowserAuthorization(
  attemptId: string,
  { service, connection, withoutPrompt = false, requiredAuthentication }: AttemptPlan,
  isAnother: boolean,
  parameters: SignInParameters,
  method: RedirectMethod,
  { adjuster, peerUsers }: { readonly adjuster: Adjuster; readonly peerUsers: PeerUsers },
  oauth: OAuthContext,
): Promise<RequestOutcome<BrowserAuthorization>> {
  const redirect = await openRedirect(method, service, peerUsers);
  if (redirect.kind !== 'ok') return redirect;
  const { redirectUri, loopback } = redirect.value;
  const { server, scopesRequested } = parameters;
  const options = authorizationOptions(service, server, scopesRequested, connection, isAnother);
  const request = {
    parameters,
    redirectUri,
    authorizationOptions: withoutPrompt ? { ...options, prompt: null } : options,
    requiredAuthentication,
  };
  const prepared = await prepare(request, null, adjuster, oauth);
  if (prepared.kind !== 'ok') {
    void loopback?.close();
    return prepared;
  }
  const openedAt = oauth.now();
  const pending: PendingInBrowser = {
    kind: 'browser',
    id: attemptId,
    connectionId: connection?.id ?? null,
    ...request,
    redirectMethod: method,
    ...prepared.value,
    openedAt,
    expiresAt: openedAt + attemptLifetimeMs,
  };
  return { kind: 'ok', value: { pending, loopback } };
}

/**
 * The same request with an authorization URL that can be opened now: one that works only once, as
 * after a pushed authorization request, has to be made again for each opening.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9126#section-4
 */
export async function withUsableUrl(
  pending: PendingInBrowser,
  adjuster: Adjuster,
  oauth: OAuthContext,
): Promise<RequestOutcome<PendingInBrowser>> {
  if (pending.usableOnceUntil === null) return { kind: 'ok', value: pending };
  const prepared = await prepare(pending, pending, adjuster, oauth);
  return prepared.kind === 'ok'
    ? { kind: 'ok', value: { ...pending, ...prepared.value } }
    : prepared;
}

/** @param earlier the request it repeats, with the same state, nonce and code verifier */
async function prepare(
  request: Pick<
    PendingInBrowser,
    'parameters' | 'redirectUri' | 'authorizationOptions' | 'requiredAuthentication'
  >,
  earlier: PendingInBrowser | null,
  adjuster: Adjuster,
  oauth: OAuthContext,
) {
  const { parameters, redirectUri, authorizationOptions: options } = request;
  const { server, client, scopesRequested, resource, proofKey, adjustments } = parameters;
  const prepared = await prepareAuthorization(
    {
      server,
      client,
      redirectUri,
      scopes: scopesRequested,
      resource,
      proofKey,
      ...options,
      ...request.requiredAuthentication,
      ...(earlier && {
        again: { state: earlier.state, nonce: earlier.nonce, codeVerifier: earlier.codeVerifier },
      }),
    },
    oauth,
  );
  if (prepared.kind !== 'ok') return failureFromOAuth(prepared);
  const authorizationUrl = adjuster.authorizationUrl(adjustments, prepared.value.authorizationUrl);
  return { kind: 'ok' as const, value: { ...prepared.value, authorizationUrl } };
}
