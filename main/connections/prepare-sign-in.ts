/** The first half of a sign-in: everything that has to be known before the browser opens. */
import { prepareAuthorization } from '../oauth/authorization-request.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import { chooseClientAuthentication } from '../oauth/client-authentication.js';
import type { OAuthContext } from '../oauth/context.js';
import { discoverAuthorizationServer } from '../oauth/discovery.js';
import { listenForRedirect, type LoopbackRedirect } from '../oauth/loopback-redirect.js';
import type { OAuthFailure, Outcome } from '../oauth/outcome.js';
import { authorizationServerFrom } from '../oauth/server-metadata.js';
import { appLinkRedirectUri, redirectPath } from '../oauth/redirect-uri.js';
import { attemptLifetimeMs, type AttemptPlan } from './authorization-attempt.js';
import { loginHint, promptToAsk, scopesToAsk } from './authorization-request.js';
import type { PendingAttempt } from './connection.js';
import { failureOf } from './failures.js';
import type { Clock, PrivateUseScheme } from './ports.js';
import type { ServerSource } from './service.js';

export type Way = PendingAttempt['way'];

export interface PreparedSignIn {
  readonly pending: PendingAttempt;
  /** Listening already; null when the answer comes by the app's own link scheme. */
  readonly loopback: LoopbackRedirect | null;
}

export interface PrepareNeeds {
  readonly clock: Clock;
  readonly scheme: PrivateUseScheme;
}

/** @param way as the person chose it for this attempt; null: as the service says, else what works here. */
export async function prepareSignIn(
  attemptId: string,
  { service, connection }: AttemptPlan,
  way: Way | null,
  { clock, scheme }: PrepareNeeds,
  oauth: OAuthContext,
): Promise<Outcome<PreparedSignIn>> {
  if (!service.client) return misconfigured(failureOf('client_id_missing'));
  const found = await findServer(service.server, oauth);
  if (found.kind !== 'ok') return found;
  const server = found.value;

  const chosen = way ?? (await wayFor(service.redirectWay, scheme));
  const back = await openWayBack(service.id, chosen);
  if (back.kind !== 'ok') return back;
  const { redirectUri, loopback } = back.value;

  const { clientId, clientSecret } = service.client;
  const authentication = chooseClientAuthentication(server, clientSecret);
  const scopesAsked = scopesToAsk(service, server, connection);
  const prepared = await prepareAuthorization(
    {
      server,
      client: { clientId, authentication },
      redirectUri,
      scopes: scopesAsked,
      prompt: promptToAsk(server, scopesAsked, connection),
      loginHint: loginHint(connection),
      resource: null,
      proofKey: null,
      extraParameters: service.authorizationParameters,
    },
    oauth,
  );
  if (prepared.kind !== 'ok') {
    await loopback?.close();
    return prepared;
  }
  const { authorizationUrl, state, nonce, codeVerifier } = prepared.value;
  const openedAt = clock.now();
  return {
    kind: 'ok',
    value: {
      loopback,
      pending: {
        id: attemptId,
        serviceId: service.id,
        serviceName: service.name,
        connectionId: connection?.id ?? null,
        server,
        registration: { clientId, clientAuthentication: authentication.kind, redirectUri },
        clientSecret,
        accountPage: service.accountPage,
        scopeWords: service.scopeWords,
        scopesAsked,
        way: chosen,
        authorizationUrl,
        state,
        nonce,
        codeVerifier,
        openedAt,
        expiresAt: openedAt + attemptLifetimeMs,
      },
    },
  };
}

async function findServer(
  source: ServerSource,
  oauth: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  switch (source.kind) {
    case 'known':
      return authorizationServerFrom(source.server);
    case 'discovered':
      return discoverAuthorizationServer(source.address, oauth);
    case 'not_chosen':
      return misconfigured(failureOf('client_id_missing'));
  }
}

/** The link scheme is used only where links surely come back to us (H98), loopback otherwise. */
async function wayFor(wished: 'automatic' | Way, scheme: PrivateUseScheme): Promise<Way> {
  if (wished !== 'automatic') return wished;
  return (await scheme.isOurs()) ? 'app_link' : 'local_address';
}

async function openWayBack(
  serviceId: string,
  way: Way,
): Promise<Outcome<{ readonly redirectUri: string; readonly loopback: LoopbackRedirect | null }>> {
  switch (way) {
    case 'app_link':
      return { kind: 'ok', value: { redirectUri: appLinkRedirectUri(serviceId), loopback: null } };
    case 'local_address':
      try {
        const loopback = await listenForRedirect({ path: redirectPath(serviceId) });
        return { kind: 'ok', value: { redirectUri: loopback.redirectUri, loopback } };
      } catch (error) {
        const cause = error instanceof Error ? error.message : '';
        return misconfigured(failureOf('redirect_not_possible', cause));
      }
  }
}

function misconfigured(failure: OAuthFailure['failure']): OAuthFailure {
  return { kind: 'misconfigured', failure, retryAfterMs: null };
}
