/** The first half of a sign-in through the browser: everything that has to be known before it opens. */
import { prepareAuthorization } from '../../oauth/authorization-request.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import { attemptLifetimeMs, type AttemptPlan } from './attempt.js';
import { wishOf } from './scopes-to-request.js';
import type { PendingInBrowser, SignInParameters } from '../connection.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import type { Adjuster } from '../../ports/adjuster.js';
import { openRedirect } from './redirect.js';

export interface AskedInBrowser {
  readonly pending: PendingInBrowser;
  readonly loopback: LoopbackRedirect | null;
}

export async function askInBrowser(
  attemptId: string,
  { service, connection }: AttemptPlan,
  terms: SignInParameters,
  wayWanted: PendingInBrowser['way'],
  adjuster: Adjuster,
  oauth: OAuthContext,
): Promise<RequestOutcome<AskedInBrowser>> {
  const back = await openRedirect(wayWanted, service);
  if (back.kind !== 'ok') return back;
  const { way, redirectUri, loopback } = back.value;
  const wish = wishOf(service, terms.server, terms.scopesAsked, connection);
  const prepared = await prepare({ terms, redirectUri, wish }, null, adjuster, oauth);
  if (prepared.kind !== 'ok') {
    void loopback?.close();
    return prepared;
  }
  const openedAt = oauth.now();
  const pending: PendingInBrowser = {
    kind: 'browser',
    id: attemptId,
    connectionId: connection?.id ?? null,
    terms,
    way,
    redirectUri,
    wish,
    ...prepared.value,
    openedAt,
    expiresAt: openedAt + attemptLifetimeMs,
  };
  return { kind: 'ok', value: { pending, loopback } };
}

/** The same question once more: a URL that works once has to be made anew for each opening (RFC 9126 §4). */
export async function askAgain(
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

type Question = Pick<PendingInBrowser, 'terms' | 'redirectUri' | 'wish'>;

async function prepare(
  { terms, redirectUri, wish }: Question,
  before: PendingInBrowser | null,
  adjuster: Adjuster,
  oauth: OAuthContext,
) {
  const { server, client, scopesAsked, resource, proofKey, adjustments } = terms;
  const prepared = await prepareAuthorization(
    {
      server,
      client,
      redirectUri,
      scopes: scopesAsked,
      resource,
      proofKey,
      ...wish,
      ...(before && {
        again: { state: before.state, nonce: before.nonce, codeVerifier: before.codeVerifier },
      }),
    },
    oauth,
  );
  if (prepared.kind !== 'ok') return failureFromOAuth(prepared);
  const authorizationUrl = adjuster.authorizationUrl(adjustments, prepared.value.authorizationUrl);
  return { kind: 'ok' as const, value: { ...prepared.value, authorizationUrl } };
}
