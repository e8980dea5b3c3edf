/** Registers the app again within an attempt: where its client is no longer accepted, or its API has moved. */
import type { OAuthContext } from '../../oauth/context.js';
import type { ConnectionStore } from '../connection-store.js';
import { failureOf, type RequestOutcome } from '../failures.js';
import type { ClientRegistrations, ReplaceRequest } from '../registration/client-registrations.js';
import type { Moved, MoveTarget } from '../registration/moved-server.js';
import type { PrivateHosts } from '../registration/private-hosts.js';
import type { Service } from '../service.js';
import type { AttemptPlan } from './attempt.js';
import { moveOfPlan } from './moved-service.js';
import type { RunningAttempt } from './running-attempt.js';

type Reason = Partial<Pick<ReplaceRequest, 'movedTo' | 'withPorts'>>;

interface ReplaceClientOptions {
  readonly registrations: ClientRegistrations;
  readonly oauth: OAuthContext;
  readonly store: ConnectionStore;
}

/** Null: the client is not one that the app registered. */
export async function replaceRegistration(
  attempt: RunningAttempt,
  plan: AttemptPlan,
  { registrations, oauth, store }: ReplaceClientOptions,
  { movedTo, withPorts = false }: Reason = {},
): Promise<RequestOutcome<AttemptPlan> | PrivateHosts | Moved | null> {
  const context = { ...oauth, signal: attempt.abort.signal };
  const { confirmedHosts } = attempt;
  const request = {
    movedTo,
    withPorts,
    confirmedHosts,
    unconfirmedMove: (target: MoveTarget) => moveOfPlan(plan, target, store),
  };
  const replaced = await registrations.replace(plan.service, context, request);
  if (replaced?.kind !== 'ok') return replaced;
  attempt.registration = 'replaced';
  attempt.plan = { ...plan, service: replaced.value };
  return { kind: 'ok', value: attempt.plan };
}

/**
 * An API may have moved to another server, where the app registers again: credentials are good only
 * for the server that issued them.
 * @param issuers those that the API trusts now; null: it does not say
 */
export async function followApi(
  attempt: RunningAttempt,
  plan: AttemptPlan,
  issuers: readonly string[] | null,
  options: ReplaceClientOptions,
): Promise<RequestOutcome<AttemptPlan> | PrivateHosts | Moved> {
  const movedTo = issuers === null ? null : newIssuerOf(plan.service, issuers);
  if (movedTo === null) return { kind: 'ok', value: plan };
  const replaced = await replaceRegistration(attempt, plan, options, { movedTo });
  if (replaced !== null) return replaced;
  const failure = failureOf('server_issuer_mismatch', `its server is now ${movedTo}`);
  return { kind: 'misconfigured', failure, retryAfterMs: null };
}

/** The issuer to use from now on; null: the service's own is still among those that the API trusts. */
function newIssuerOf({ server }: Service, issuers: readonly string[]): string | null {
  const withoutSlash = (issuer: string) => issuer.replace(/\/$/, '');
  const own =
    server.kind === 'known'
      ? server.server.issuer
      : server.kind === 'discovered'
        ? server.address
        : null;
  const inApi = server.kind === 'discovered' ? (server.issuerOfApi ?? null) : null;
  const names = [own, inApi].filter((each) => each !== null).map(withoutSlash);
  const isTrusted = own === null || issuers.some((issuer) => names.includes(withoutSlash(issuer)));
  return isTrusted ? null : (issuers[0] ?? null);
}
