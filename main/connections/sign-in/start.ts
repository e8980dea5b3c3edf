/**
 * From the click to the question: on what terms, as which client, by which way, and the question put
 * to the person. Nothing is waited for here but servers.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import { privateEndpointsOf } from '../../oauth/private-endpoints.js';
import { askByCode } from './device-authorization.js';
import { askInBrowser } from './browser-authorization.js';
import { type AttemptPlan, otherWaysThan } from './attempt.js';
import { completeAsServiceAccount } from './exchange.js';
import type { PendingInBrowser, SignInParameters } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { type RequestOutcome, storageFailure } from '../failures.js';
import type { Finishing } from './complete.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import { isAboutRegistration, type ClientRegistrations } from './client-registrations.js';
import type { Running } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';
import { resolveParameters } from './resolve-parameters.js';
import type { Waiting } from './pending.js';
import { chooseMethod } from './redirect.js';

export interface StartOptions {
  readonly attempts: RunningAttempts;
  readonly waiting: Waiting;
  readonly finishing: Finishing;
  readonly store: ConnectionStore;
  readonly oauth: OAuthContext;
  readonly adjuster: Adjuster;
  readonly scheme: LinkScheme;
  readonly registrations: ClientRegistrations;
}

/** @param confirmed whether the person has agreed to a server that leads into a private network */
export type Ask = (attempt: Running, plan: AttemptPlan, confirmed: boolean) => void;

/** What goes wrong on the way is shown in the attempt. */
export function createAsking(needs: StartOptions): Ask {
  const { attempts, waiting, finishing, store, adjuster, registrations } = needs;

  async function prepare(attempt: Running, wish: AttemptPlan, confirmed: boolean): Promise<void> {
    const { registration } = attempt;
    const isOver =
      registration === 'refused' ||
      (registration === 'kept' && (await registrations.hasEnded(wish.service)));
    const renewed = isOver ? await registerAnew(attempt, wish) : null;
    if (renewed !== null && renewed.kind !== 'ok') return attempts.fail(attempt, renewed.failure);
    const plan = renewed?.value ?? wish;
    const settled = await resolveParameters(plan, { ...needs.oauth, signal: attempt.abort.signal });
    if (settled.kind !== 'ok') return attempts.fail(attempt, settled.failure);
    const terms = settled.value;
    attempt.asked = { clientId: terms.client.clientId, scopes: terms.scopesAsked };
    const hosts = [...new Set(privateEndpointsOf(terms.server).map(({ host }) => host))];
    if (hosts.length > 0 && !confirmed) {
      if (attempts.isCurrent(attempt)) {
        attempts.enter(attempt, { kind: 'confirm_private_network', hosts });
      }
      return;
    }
    const way = await chooseMethod(attempt.wishedWay, plan.service, terms.server, needs.scheme);
    attempt.otherMethods = otherWaysThan(way, plan.service, terms.server);
    switch (way) {
      case 'app_link':
      case 'local_address':
        return throughBrowser(attempt, plan, terms, way);
      case 'device_code':
        return byCode(attempt, plan, terms);
      case 'service_account':
        return asServiceAccount(attempt, terms);
    }
  }

  /** Null: the client is not one that the app registered. */
  async function registerAnew(
    attempt: Running,
    plan: AttemptPlan,
  ): Promise<RequestOutcome<AttemptPlan> | null> {
    const context = { ...needs.oauth, signal: attempt.abort.signal };
    const anew = await registrations.anew(plan.service, context);
    if (anew?.kind !== 'ok') return anew;
    attempt.registration = 'anew';
    attempt.plan = { ...plan, service: anew.value };
    return { kind: 'ok', value: attempt.plan };
  }

  /** Nobody has been asked yet: with a new registration the question is put once more, and only once. */
  async function refusedBeforehand(
    attempt: Running,
    plan: AttemptPlan,
    failure: Failure,
  ): Promise<void> {
    const isFirst = attempt.registration === 'kept' && isAboutRegistration(failure);
    const anew = isFirst && attempts.isCurrent(attempt) ? await registerAnew(attempt, plan) : null;
    if (anew?.kind === 'ok') return prepare(attempt, anew.value, false);
    return attempts.fail(attempt, anew === null ? failure : anew.failure);
  }

  async function throughBrowser(
    attempt: Running,
    plan: AttemptPlan,
    terms: SignInParameters,
    way: PendingInBrowser['way'],
  ): Promise<void> {
    const context = attempts.contextFor(attempt, terms);
    const asked = await askInBrowser(attempt.id, plan, terms, way, adjuster, context);
    if (asked.kind !== 'ok') return refusedBeforehand(attempt, plan, asked.failure);
    const { pending, loopback } = asked.value;
    try {
      if (attempts.isCurrent(attempt)) {
        await store.commit([{ kind: 'put_attempt', attempt: pending }]);
      }
    } catch (error) {
      void loopback?.close();
      return attempts.fail(attempt, storageFailure(error));
    }
    if (!attempts.isCurrent(attempt)) {
      void loopback?.close();
      return attempts.forget(attempt.id);
    }
    waiting.forBrowser(attempt, pending, loopback);
    await waiting.openBrowser(attempt, pending);
  }

  async function byCode(
    attempt: Running,
    plan: AttemptPlan,
    terms: SignInParameters,
  ): Promise<void> {
    const context = attempts.contextFor(attempt, terms);
    const asked = await askByCode(attempt.id, attempt.connectionId, terms, context);
    if (asked.kind !== 'ok') return refusedBeforehand(attempt, plan, asked.failure);
    if (!attempts.isCurrent(attempt)) return;
    await store.commit([{ kind: 'put_attempt', attempt: asked.value }]);
    await waiting.forCode(attempt, asked.value);
  }

  async function asServiceAccount(attempt: Running, terms: SignInParameters): Promise<void> {
    attempts.enter(attempt, { kind: 'finishing' });
    const context = attempts.contextFor(attempt, terms);
    await finishing.settle(attempt, await completeAsServiceAccount(terms, context));
  }

  return (attempt, plan, confirmed) => {
    prepare(attempt, plan, confirmed).catch((error: unknown) =>
      attempts.fail(attempt, storageFailure(error)),
    );
  };
}
