/** One sign-in in progress, as a union by phase: the phase decides what the attempt can do next. Pure. */
import type {
  AttemptPhase,
  AttemptView,
  MovedServer,
  OtherAccountReason,
} from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { SecretFilter } from '../../oauth/known-secrets.js';
import type { RequiredAuthentication } from '../../oauth/required-authentication.js';
import { textOrEmpty } from '../../text/outside-text.js';
import type {
  Account,
  Connection,
  PendingAtServer,
  PendingCode,
  PendingInBrowser,
} from '../connection.js';
import { failureView } from '../failures.js';
import { accountName, accountView } from '../identity.js';
import { shownOrigins } from '../registration/moved-server.js';
import type { Service } from '../service.js';
import { accountWithoutSecrets, withoutSecrets } from '../without-secrets.js';
import type { SignInResult } from './exchange.js';
import type { SignInMethod } from './redirect.js';

/** How long a callback from the browser is accepted, ms. */
export const attemptLifetimeMs = 10 * 60_000;

export type Phase =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'confirm_private_network'; readonly hosts: readonly string[] }
  /** Between origins. */
  | { readonly kind: 'confirm_move'; readonly moves: readonly MovedServer[] }
  | {
      readonly kind: 'waiting';
      readonly pending: PendingInBrowser;
      /** Why the browser could not be opened. */
      readonly browserFailure: Failure | null;
      /** An answer that came back since and is not used (unmatched-callback.ts). */
      readonly unmatchedCallback: Failure | null;
      /** Links do not open this app now (link-scheme-watch.ts). */
      readonly linkSchemeFailure: Failure | null;
    }
  | { readonly kind: 'waiting_for_code'; readonly pending: PendingCode }
  | {
      readonly kind: 'waiting_for_server';
      readonly pending: PendingAtServer;
      /** Why the browser could not be opened. */
      readonly browserFailure: Failure | null;
    }
  | { readonly kind: 'finishing' }
  /** The other account's tokens are kept in memory until the user decides. */
  | {
      readonly kind: 'other_account';
      readonly reason: OtherAccountReason;
      readonly result: SignInResult;
      readonly expected: Account;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'connected'; readonly connection: Connection; readonly merged: boolean };

export interface Attempt {
  readonly id: string;
  readonly service: { readonly id: string; readonly name: string };
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  readonly otherMethods: AttemptView['otherMethods'];
  readonly phase: Phase;
}

/** The service and connection that an attempt starts from. */
export interface AttemptPlan {
  readonly service: Service;
  /** The connection being signed in again; null for a new one. */
  readonly connection: Connection | null;
  /** Scopes that the user chose for a new connection, in place of the service's default ones. */
  readonly chosenScopes?: readonly string[];
  /** Scopes to request besides those of the connection. */
  readonly moreScopes?: readonly string[];
  /** The sign-in that the API wants (RFC 9470). */
  readonly requiredAuthentication?: RequiredAuthentication | undefined;
  /** The origins that the user has agreed to, where the service has moved. */
  readonly confirmedOrigins?: readonly string[];
  /** The service has refused the `prompt` that it was sent. */
  readonly withoutPrompt?: boolean;
  /** The service has not bound tokens to a key, or refused the proof that it asks for. */
  readonly withoutProof?: boolean;
}

/** The methods an attempt can change to: what the service allows and the server offers. */
export function otherMethodsThan(
  method: SignInMethod,
  service: Service,
  { authorizationEndpoint, deviceAuthorizationEndpoint }: AuthorizationServer,
): AttemptView['otherMethods'] {
  if (!offersOthers(method)) return [];
  const { allowedMethods } = service.redirect;
  const inBrowser = (['app_link', 'local_address'] as const).filter(
    (each) =>
      authorizationEndpoint !== null && (allowedMethods === null || allowedMethods.includes(each)),
  );
  const offersCodes = deviceAuthorizationEndpoint !== null;
  const all = offersCodes ? [...inBrowser, 'device_code' as const] : inBrowser;
  return all.filter((each) => each !== method);
}

function offersOthers(method: SignInMethod): boolean {
  switch (method) {
    case 'app_link':
    case 'local_address':
    case 'device_code':
      return true;
    case 'service_account':
    case 'workload_identity':
    case 'enterprise_managed':
    case 'server_held':
      return false;
  }
}

/** @param filter for what a server wrote: it may repeat this attempt's state or code */
export function attemptView(attempt: Attempt, filter: SecretFilter): AttemptView {
  return {
    id: attempt.id,
    serviceId: attempt.service.id,
    serviceName: textOrEmpty('service', attempt.service.name),
    connectionId: attempt.connectionId,
    otherMethods: attempt.otherMethods,
    phase: phaseView(attempt.phase, filter),
  };
}

function phaseView(phase: Phase, filter: SecretFilter): AttemptPhase {
  const shown = (failure: Failure) => withoutSecrets(failureView(failure), filter);
  switch (phase.kind) {
    case 'preparing':
    case 'finishing':
      return { kind: phase.kind };
    case 'confirm_private_network':
      return { kind: 'confirm_private_network', hosts: phase.hosts };
    case 'confirm_move':
      return { kind: 'confirm_move', moves: phase.moves.map(moveView) };
    case 'failed':
      return { kind: 'failed', failure: shown(phase.failure) };
    case 'waiting': {
      const { openedAt, expiresAt, redirectUri, redirectMethod, authorizationUrl } = phase.pending;
      const { host } = new URL(authorizationUrl);
      const trouble = phase.unmatchedCallback ?? phase.browserFailure ?? phase.linkSchemeFailure;
      return {
        kind: 'waiting',
        openedAt,
        expiresAt,
        redirectUri,
        method: redirectMethod,
        host,
        trouble: trouble && shown(trouble),
      };
    }
    case 'waiting_for_code': {
      const { openedAt, expiresAt, userCode, verificationUri, verificationUriComplete } =
        phase.pending;
      return {
        kind: 'waiting_for_code',
        openedAt,
        expiresAt,
        userCode,
        verificationUri,
        verificationUriComplete,
      };
    }
    case 'waiting_for_server': {
      const { openedAt, expiresAt, authorizationUrl } = phase.pending;
      const { host } = new URL(authorizationUrl);
      return {
        kind: 'waiting_for_server',
        openedAt,
        expiresAt,
        host,
        trouble: phase.browserFailure && shown(phase.browserFailure),
      };
    }
    case 'other_account':
      return {
        kind: 'other_account',
        reason: phase.reason,
        expected: accountView(phase.expected),
        actual: accountWithoutSecrets(accountView(phase.result.account), filter),
      };
    case 'connected':
      return {
        kind: 'connected',
        connectionId: phase.connection.id,
        accountName: accountName(phase.connection.account),
        merged: phase.merged,
      };
  }
}

function moveView(move: MovedServer): MovedServer {
  return { part: move.part, ...shownOrigins(move) };
}
