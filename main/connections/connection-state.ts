/**
 * The states of a connection and its transitions, as pure rules. Only a server's clear refusal makes
 * it need a sign-in, only a refusal of the client makes it misconfigured, and only the user
 * disconnects it; everything else is transient.
 *
 * All times are milliseconds since 1970.
 */
import type { Failure } from '../../ipc/failure.js';
import type { Disconnecting, PersistedStatus } from './connection.js';

/** Ends by itself, and is not stored. */
export type TransientState =
  | { readonly kind: 'none' }
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'retrying'; readonly cause: Failure; readonly nextAttemptAt: number }
  /** Waits for the network; `nextAttemptAt` is null for as soon as there is one. */
  | { readonly kind: 'offline'; readonly since: number; readonly nextAttemptAt: number | null }
  /** Its tokens are stored in a way that this version cannot use: nothing is sent by itself. */
  | { readonly kind: 'newer_version' };

export interface Lifecycle {
  readonly standing: PersistedStatus;
  readonly transient: TransientState;
}

/** Changes nothing that is stored. */
export type TransientEvent =
  | { readonly kind: 'refresh_started' }
  /** A refresh or a revocation failed and will be retried. */
  | { readonly kind: 'postponed'; readonly cause: Failure; readonly nextAttemptAt: number }
  /** This computer has no network: nothing is sent until there is one. */
  | { readonly kind: 'network_lost'; readonly since: number }
  /** A first or a further request to the service to end the grant. */
  | { readonly kind: 'revocation_started' }
  /** The stored tokens turned out to be a newer version's. */
  | { readonly kind: 'newer_version_found' }
  /** A sign-in stored new tokens. */
  | { readonly kind: 'signed_in' };

/** Changes the stored standing. */
export type PersistentEvent =
  | { readonly kind: 'refreshed' }
  | { readonly kind: 'refused'; readonly cause: Failure }
  | { readonly kind: 'client_refused'; readonly cause: Failure }
  | { readonly kind: 'disconnect_requested'; readonly at: number };

export type ConnectionEvent = TransientEvent | PersistentEvent;

const active = { kind: 'active' } as const;
const none = { kind: 'none' } as const;

export function transition(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  switch (life.standing.kind) {
    case 'active':
      return whenActive(life, event);
    case 'needs_sign_in':
    case 'misconfigured':
      return whenStopped(life, event);
    case 'disconnecting':
      return whenDisconnecting(life, life.standing, event);
    case 'unknown':
      return whenUnknown(life, event);
  }
}

function whenActive(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  switch (event.kind) {
    case 'refresh_started':
      return { ...life, transient: { kind: 'refreshing' } };
    case 'postponed':
      return { ...life, transient: retrying(event) };
    case 'network_lost': {
      // Keep the original `since` while still offline.
      const since = life.transient.kind === 'offline' ? life.transient.since : event.since;
      return { ...life, transient: { kind: 'offline', since, nextAttemptAt: null } };
    }
    case 'refreshed':
      // As it is, with what a newer version may have added to it.
      return {
        standing: life.standing.kind === 'active' ? life.standing : active,
        transient: none,
      };
    case 'signed_in':
      return { standing: active, transient: none };
    case 'refused':
      return { standing: { kind: 'needs_sign_in', cause: event.cause }, transient: none };
    case 'client_refused':
      return { standing: { kind: 'misconfigured', cause: event.cause }, transient: none };
    case 'disconnect_requested':
      return { standing: disconnecting(event.at), transient: none };
    case 'newer_version_found':
      return { ...life, transient: { kind: 'newer_version' } };
    case 'revocation_started':
      return life;
  }
}

/** Only the user makes it try again; anything but a clear response then changes nothing. */
function whenStopped(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  switch (event.kind) {
    case 'postponed':
    case 'network_lost':
      return { ...life, transient: none };
    case 'refresh_started':
    case 'refreshed':
    case 'refused':
    case 'client_refused':
    case 'signed_in':
    case 'disconnect_requested':
    case 'newer_version_found':
    case 'revocation_started':
      return whenActive(life, event);
  }
}

/** The result of a refresh that was still running no longer matters. */
function whenDisconnecting(
  life: Lifecycle,
  standing: Extract<PersistedStatus, { kind: 'disconnecting' }>,
  event: ConnectionEvent,
): Lifecycle {
  switch (event.kind) {
    case 'postponed':
      return { ...life, transient: retrying(event) };
    case 'signed_in':
      return { standing: active, transient: none };
    case 'disconnect_requested':
      // Requested again after Lanyard stopped trying: the attempts start over, the days do not.
      return standing.progress.kind === 'stopped'
        ? { standing: disconnecting(standing.since), transient: none }
        : life;
    case 'newer_version_found':
      return { ...life, transient: { kind: 'newer_version' } };
    case 'revocation_started':
      return { ...life, transient: none };
    case 'refresh_started':
    case 'network_lost':
    case 'refreshed':
    case 'refused':
    case 'client_refused':
      return life;
  }
}

/** A newer version stored it. Only a sign-in tells for certain what the connection is now. */
function whenUnknown(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  return event.kind === 'signed_in' ? { standing: active, transient: none } : life;
}

function disconnecting(since: number): Disconnecting {
  return { kind: 'disconnecting', since, progress: { kind: 'pending' } };
}

function retrying({
  cause,
  nextAttemptAt,
}: Extract<ConnectionEvent, { kind: 'postponed' }>): TransientState {
  return { kind: 'retrying', cause, nextAttemptAt };
}
