/**
 * The first step of a sign-in: from the user's click to a request they can answer. Settles the
 * parameters, the client and the method, and waits for servers only.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { KnownSecrets } from '../../oauth/known-secrets.js';
import type { PeerUsers } from '../../oauth/peer-user.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import type { Assertions } from '../assertions.js';
import type { ConnectionStore } from '../connection-store.js';
import type { SignInParameters } from '../connection.js';
import { failureOf, type RequestFailure, storageFailure } from '../failures.js';
import {
  isRegistrationRefusal,
  type ClientRegistrations,
} from '../registration/client-registrations.js';
import type { Moved } from '../registration/moved-server.js';
import { type PrivateHosts, unconfirmedHosts } from '../registration/private-hosts.js';
import { apiRequirements } from '../registration/protected-api.js';
import { type AttemptPlan, otherMethodsThan } from './attempt.js';
import { createBrowserAuthorization } from './browser-authorization.js';
import type { SignInCompletion } from './complete.js';
import { requestDeviceCode } from './device-authorization.js';
import { exchangeAssertion, exchangeClientCredentials } from './exchange.js';
import { moveOfPlan, questionBeforeDiscovery, questionOf } from './moved-service.js';
import type { PendingSignIns } from './pending.js';
import { chooseMethod, type RedirectMethod } from './redirect.js';
import { parametersWithoutSecrets } from './repeated-secrets.js';
import { followApi, replaceRegistration } from './replace-client.js';
import { resolveParameters } from './resolve-parameters.js';
import type { RunningAttempt } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';
import type { SecretForms } from './secret-forms.js';
import { identityFor, requestServerHeldAuthorization } from './server-held-authorization.js';

export interface SignInStarterOptions {
  readonly attempts: RunningAttempts;
  readonly pendingSignIns: PendingSignIns;
  readonly completion: SignInCompletion;
  readonly secretForms: SecretForms;
  readonly store: ConnectionStore;
  readonly secrets: KnownSecrets;
  readonly oauth: OAuthContext;
  readonly adjuster: Adjuster;
  readonly linkScheme: LinkScheme;
  readonly peerUsers: PeerUsers;
  readonly registrations: ClientRegistrations;
  readonly assertions: Pick<Assertions, 'assertionFor'>;
}

export class SignInStarter {
  readonly #options: SignInStarterOptions;

  constructor(options: SignInStarterOptions) {
    this.#options = options;
  }

  /**
   * Failures are shown in the attempt, and so are the hosts that the user has to agree to first.
   */
  start(attempt: RunningAttempt, plan: AttemptPlan): void {
    this.#prepare(attempt, plan).catch((error: unknown) =>
      this.#options.attempts.fail(attempt, storageFailure(error)),
    );
  }

  async #prepare(attempt: RunningAttempt, givenPlan: AttemptPlan): Promise<void> {
    const { attempts, registrations, oauth, linkScheme, store } = this.#options;
    const isUnusable =
      attempt.registration === 'refused' ||
      (attempt.registration === 'current' && (await registrations.isExpired(givenPlan.service)));
    const replaced = isUnusable
      ? await replaceRegistration(attempt, givenPlan, this.#options)
      : null;
    if (replaced !== null && replaced.kind !== 'ok') return this.#notPrepared(attempt, replaced);
    const context = { ...oauth, signal: attempt.abort.signal };
    const asked = await apiRequirements(givenPlan.service, context);
    if (asked.kind !== 'ok') return attempts.fail(attempt, asked.failure);
    const { issuers } = asked.value;
    const planned = replaced?.value ?? givenPlan;
    const followed = await followApi(attempt, planned, issuers, this.#options);
    if (followed.kind !== 'ok') return this.#notPrepared(attempt, followed);
    const plan = followed.value;
    const toDiscover = questionBeforeDiscovery(plan, attempt.confirmedHosts, store);
    if (toDiscover !== null) return this.#notPrepared(attempt, toDiscover);
    const resolved = await resolveParameters(plan, asked.value, context);
    if (resolved.kind !== 'ok') return attempts.fail(attempt, resolved.failure);
    const { server: found, adjustments } = resolved.value;
    const moved = moveOfPlan(plan, { kind: 'server', server: found, adjustments }, store);
    if (moved !== null) return this.#notPrepared(attempt, moved);
    const filtered = await parametersWithoutSecrets(plan, resolved.value, this.#options);
    if (filtered.kind !== 'ok') return attempts.fail(attempt, filtered.failure);
    const client = await this.#options.secretForms.clientFor({ ...filtered.value, ...plan });
    const parameters = { ...filtered.value, client };
    const { server, scopesRequested: scopes } = parameters;
    attempt.requested = { clientId: client.clientId, scopes };
    const typed = plan.service.apiAddress ?? server.issuer;
    const inside = unconfirmedHosts(server, typed, attempt.confirmedHosts);
    if (inside !== null) return this.#notPrepared(attempt, inside);
    const method = await chooseMethod(attempt.chosenMethod, plan.service, server, linkScheme);
    attempt.otherMethods = otherMethodsThan(method, plan.service, server);
    switch (method) {
      case 'app_link':
      case 'local_address':
        return this.#startInBrowser(attempt, plan, parameters, method);
      case 'device_code':
        return this.#startWithDeviceCode(attempt, plan, parameters);
      case 'service_account':
        return this.#signInServiceAccount(attempt, parameters);
      case 'workload_identity':
      case 'enterprise_managed':
        return this.#signInByAssertion(attempt, plan, parameters);
      case 'server_held':
        return this.#startAtServer(attempt, plan, parameters);
    }
  }

  async #notPrepared(
    attempt: RunningAttempt,
    outcome: RequestFailure | PrivateHosts | Moved,
  ): Promise<void> {
    const { attempts } = this.#options;
    if ('failure' in outcome) return attempts.fail(attempt, outcome.failure);
    if (attempts.isCurrent(attempt)) attempts.enter(attempt, questionOf(outcome));
  }

  async #startInBrowser(
    attempt: RunningAttempt,
    plan: AttemptPlan,
    parameters: SignInParameters,
    method: RedirectMethod,
  ): Promise<void> {
    const { attempts, pendingSignIns, store } = this.#options;
    const isAnother = store
      .all()
      .some(({ connection }) => connection.serviceId === plan.service.id);
    const authorization = await createBrowserAuthorization(
      attempt.id,
      plan,
      isAnother,
      parameters,
      method,
      this.#options,
      attempts.contextFor(attempt, parameters),
    );
    if (authorization.kind !== 'ok') return this.#refused(attempt, plan, authorization.failure);
    const { pending, loopback } = authorization.value;
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
    pendingSignIns.waitForBrowser(attempt, pending, loopback);
    await pendingSignIns.openBrowser(attempt, pending);
  }

  async #startWithDeviceCode(
    attempt: RunningAttempt,
    plan: AttemptPlan,
    parameters: SignInParameters,
  ): Promise<void> {
    const { attempts, pendingSignIns, store } = this.#options;
    const context = attempts.contextFor(attempt, parameters);
    const pending = await requestDeviceCode(
      attempt.id,
      attempt.connectionId,
      parameters,
      plan.requiredAuthentication,
      context,
    );
    if (pending.kind !== 'ok') return this.#refused(attempt, plan, pending.failure);
    if (!attempts.isCurrent(attempt)) return;
    await store.commit([{ kind: 'put_attempt', attempt: pending.value }]);
    await pendingSignIns.waitForGrant(attempt, pending.value);
  }

  async #startAtServer(
    attempt: RunningAttempt,
    plan: AttemptPlan,
    parameters: SignInParameters,
  ): Promise<void> {
    const { attempts, pendingSignIns, store } = this.#options;
    const context = attempts.contextFor(attempt, parameters);
    const identity = await identityFor(plan.connection, store);
    const pending = await requestServerHeldAuthorization(attempt, identity, parameters, context);
    if (pending.kind !== 'ok') return this.#refused(attempt, plan, pending.failure);
    if (!attempts.isCurrent(attempt)) return;
    await store.commit([{ kind: 'put_attempt', attempt: pending.value }]);
    const waiting = pendingSignIns.waitForGrant(attempt, pending.value);
    await pendingSignIns.openBrowser(attempt, pending.value);
    await waiting;
  }

  async #signInServiceAccount(
    attempt: RunningAttempt,
    parameters: SignInParameters,
  ): Promise<void> {
    const { attempts, completion } = this.#options;
    attempts.enter(attempt, { kind: 'finishing' });
    const context = attempts.contextFor(attempt, parameters);
    await completion.complete(attempt, await exchangeClientCredentials(parameters, context));
  }

  async #signInByAssertion(
    attempt: RunningAttempt,
    { service }: AttemptPlan,
    parameters: SignInParameters,
  ): Promise<void> {
    const { attempts, assertions, completion } = this.#options;
    const { assertion } = service;
    if (assertion === null) {
      const isFromProvider = service.signInMethod === 'enterprise_managed';
      const missing = isFromProvider ? 'identity_provider_missing' : 'assertion_file_missing';
      return attempts.fail(attempt, failureOf(missing));
    }
    attempts.enter(attempt, { kind: 'finishing' });
    const context = attempts.contextFor(attempt, parameters);
    const result = await exchangeAssertion(assertion, parameters, assertions, context);
    await completion.complete(attempt, result);
  }

  /** The server refused before the user was involved: tries once more with a new registration, only once. */
  async #refused(attempt: RunningAttempt, plan: AttemptPlan, failure: Failure): Promise<void> {
    const { attempts } = this.#options;
    const mayReplace =
      attempt.registration === 'current' &&
      isRegistrationRefusal(failure) &&
      attempts.isCurrent(attempt);
    const withPorts = failure.code === 'redirect_refused';
    const replaced = mayReplace
      ? await replaceRegistration(attempt, plan, this.#options, { withPorts })
      : null;
    if (replaced?.kind === 'ok') return this.#prepare(attempt, replaced.value);
    if (replaced === null) return attempts.fail(attempt, failure);
    return this.#notPrepared(attempt, replaced);
  }
}
