/**
 * One sign-in in progress, as a union by phase: what an attempt can do next is what its phase
 * allows. Pure: sign-in.ts does the asking and waiting.
 */
import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import type { AccountView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { SignedIn } from './complete-sign-in.js';
import type { Account, Connection, PendingAttempt } from './connection.js';
import { accountName } from './identity.js';
import type { Service } from './service.js';

/** How long an answer from the browser is awaited, in ms. */
export const attemptLifetimeMs = 10 * 60_000;

export type Phase =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'waiting'; readonly pending: PendingAttempt; readonly trouble: Failure | null }
  | { readonly kind: 'finishing'; readonly pending: PendingAttempt }
  /** The grant of the other account is held in memory until the person decides. */
  | {
      readonly kind: 'other_account';
      readonly pending: PendingAttempt;
      readonly signedIn: SignedIn;
      readonly expected: Account;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'connected'; readonly connection: Connection; readonly merged: boolean };

export interface Attempt {
  readonly id: string;
  readonly service: { readonly id: string; readonly name: string };
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  readonly phase: Phase;
}

/** What an attempt is begun from. Signing in again works without the service's definition. */
export interface AttemptPlan {
  readonly service: Service;
  readonly connection: Connection | null;
}

export function attemptView(attempt: Attempt): AttemptView {
  return {
    id: attempt.id,
    serviceId: attempt.service.id,
    serviceName: attempt.service.name,
    connectionId: attempt.connectionId,
    phase: phaseView(attempt.phase),
  };
}

function phaseView(phase: Phase): AttemptPhase {
  switch (phase.kind) {
    case 'preparing':
      return { kind: 'preparing' };
    case 'waiting':
      return {
        kind: 'waiting',
        openedAt: phase.pending.openedAt,
        expiresAt: phase.pending.expiresAt,
        redirectUri: phase.pending.registration.redirectUri,
        way: phase.pending.way,
        host: new URL(phase.pending.authorizationUrl).host,
        trouble: phase.trouble,
      };
    case 'finishing':
      return { kind: 'finishing' };
    case 'other_account':
      return {
        kind: 'other_account',
        expected: nameAndEmail(phase.expected),
        actual: nameAndEmail(phase.signedIn.account),
      };
    case 'failed':
      return phase;
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
