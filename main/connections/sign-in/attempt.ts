/**
 * One sign-in in progress, as a union by phase: what an attempt can do next is what its phase
 * allows. Pure: others do the asking and the waiting.
 */
import type { AttemptPhase, AttemptView } from '../../../ipc/attempt-view.js';
import type { AccountView } from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { SignedIn } from './exchange.js';
import type { Account, Connection, PendingCode, PendingInBrowser } from '../connection.js';
import { accountName } from '../identity.js';
import type { Service } from '../service.js';
import type { SignInMethod } from './redirect.js';

/** How long an answer from the browser is awaited, in ms. */
export const attemptLifetimeMs = 10 * 60_000;

export type Phase =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'confirm_private_network'; readonly hosts: readonly string[] }
  | {
      readonly kind: 'waiting';
      readonly pending: PendingInBrowser;
      readonly trouble: Failure | null;
    }
  | { readonly kind: 'waiting_for_code'; readonly pending: PendingCode }
  | { readonly kind: 'finishing' }
  /** The grant of the other account is held in memory until the person decides. */
  | { readonly kind: 'other_account'; readonly signedIn: SignedIn; readonly expected: Account }
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

/** What an attempt is begun from. */
export interface AttemptPlan {
  readonly service: Service;
  /** The connection being signed in again; null for a new one. */
  readonly connection: Connection | null;
}

export function otherWaysThan(
  way: SignInMethod,
  service: Service,
  { authorizationEndpoint, deviceAuthorizationEndpoint }: AuthorizationServer,
): AttemptView['otherMethods'] {
  if (way === 'service_account') return [];
  const { ways } = service.redirect;
  const inBrowser = (['app_link', 'local_address'] as const).filter(
    (each) => authorizationEndpoint !== null && (ways === null || ways.includes(each)),
  );
  const offersCodes = deviceAuthorizationEndpoint !== null;
  const all = offersCodes ? [...inBrowser, 'device_code' as const] : inBrowser;
  return all.filter((each) => each !== way);
}

export function attemptView(attempt: Attempt): AttemptView {
  return {
    id: attempt.id,
    serviceId: attempt.service.id,
    serviceName: attempt.service.name,
    connectionId: attempt.connectionId,
    otherMethods: attempt.otherMethods,
    phase: phaseView(attempt.phase),
  };
}

function phaseView(phase: Phase): AttemptPhase {
  switch (phase.kind) {
    case 'preparing':
    case 'confirm_private_network':
    case 'finishing':
    case 'failed':
      return phase;
    case 'waiting': {
      const { openedAt, expiresAt, redirectUri, way, authorizationUrl } = phase.pending;
      const { host } = new URL(authorizationUrl);
      return {
        kind: 'waiting',
        openedAt,
        expiresAt,
        redirectUri,
        method: way,
        host,
        trouble: phase.trouble,
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
    case 'other_account':
      return {
        kind: 'other_account',
        expected: nameAndEmail(phase.expected),
        actual: nameAndEmail(phase.signedIn.account),
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

function nameAndEmail({ name, email }: Account): AccountView {
  return { name, email };
}
