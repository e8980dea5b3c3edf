/**
 * The life of a connection as pure rules: what it is, what may happen to it, and what it is then.
 * Only a server's clear refusal makes it need a sign-in, only a refusal of the client makes it
 * misconfigured, and only the person ends it; everything else passes.
 *
 * All times are milliseconds since 1970.
 */
import type { Failure } from '../../ipc/failure.js';
import type { Disconnecting, Standing } from './connection.js';

/** What passes by itself and is not remembered across restarts. */
export type TransientState =
  | { readonly kind: 'none' }
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'retrying'; readonly cause: Failure; readonly nextAttemptAt: number }
  /** Waits for the network; `nextAttemptAt` null: as soon as there is one. */
  | { readonly kind: 'offline'; readonly since: number; readonly nextAttemptAt: number | null };

export interface Lifecycle {
  readonly standing: Standing;
  readonly transient: TransientState;
}

/** Leaves nothing to remember. */
export type TransientEvent =
  | { readonly kind: 'renewal_begun' }
  /** A renewal, or a request to end the connection, came to nothing and is tried again. */
  | { readonly kind: 'postponed'; readonly cause: Failure; readonly nextAttemptAt: number }
  /** This computer has no network: nothing is sent until it has. */
  | { readonly kind: 'network_missed'; readonly since: number }
  /** The service is asked to end it, perhaps once more. */
  | { readonly kind: 'ending_begun' }
  /** It was written with its new tokens, as good as new. */
  | { readonly kind: 'signed_in' };

/** Changes what is remembered. */
export type PersistentEvent =
  | { readonly kind: 'renewed' }
  | { readonly kind: 'refused'; readonly cause: Failure }
  | { readonly kind: 'client_refused'; readonly cause: Failure }
  | { readonly kind: 'disconnect_asked'; readonly at: number };

export type ConnectionEvent = TransientEvent | PersistentEvent;

const good = { kind: 'good' } as const;
const none = { kind: 'none' } as const;

export function transition(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  switch (life.standing.kind) {
    case 'good':
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
    case 'renewal_begun':
      return { ...life, transient: { kind: 'refreshing' } };
    case 'postponed':
      return { ...life, transient: retrying(event) };
    case 'network_missed': {
      // Missed once more is missed since the first time.
      const since = life.transient.kind === 'offline' ? life.transient.since : event.since;
      return { ...life, transient: { kind: 'offline', since, nextAttemptAt: null } };
    }
    case 'renewed':
    case 'signed_in':
      return { standing: good, transient: none };
    case 'refused':
      return { standing: { kind: 'needs_sign_in', cause: event.cause }, transient: none };
    case 'client_refused':
      return { standing: { kind: 'misconfigured', cause: event.cause }, transient: none };
    case 'disconnect_asked':
      return { standing: asked(event.at), transient: none };
    case 'ending_begun':
      return life;
  }
}

/** Only the person makes it try again, and what is not a clear answer then changes nothing. */
function whenStopped(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  switch (event.kind) {
    case 'postponed':
    case 'network_missed':
      return { ...life, transient: none };
    case 'renewal_begun':
    case 'renewed':
    case 'refused':
    case 'client_refused':
    case 'signed_in':
    case 'disconnect_asked':
    case 'ending_begun':
      return whenActive(life, event);
  }
}

/** What a renewal brings that was under way no longer matters. */
function whenDisconnecting(
  life: Lifecycle,
  standing: Extract<Standing, { kind: 'disconnecting' }>,
  event: ConnectionEvent,
): Lifecycle {
  switch (event.kind) {
    case 'postponed':
      return { ...life, transient: retrying(event) };
    case 'signed_in':
      return { standing: good, transient: none };
    case 'disconnect_asked':
      // Asking again after it was given up on by itself counts the tries anew, not the days.
      return standing.progress.kind === 'stopped'
        ? { standing: asked(standing.since), transient: none }
        : life;
    case 'ending_begun':
      return { ...life, transient: none };
    case 'renewal_begun':
    case 'network_missed':
    case 'renewed':
    case 'refused':
    case 'client_refused':
      return life;
  }
}

/** A newer version put it there. Only a sign-in says for certain how the connection is now. */
function whenUnknown(life: Lifecycle, event: ConnectionEvent): Lifecycle {
  return event.kind === 'signed_in' ? { standing: good, transient: none } : life;
}

function asked(since: number): Disconnecting {
  return { kind: 'disconnecting', since, progress: { kind: 'asking' } };
}

function retrying({
  cause,
  nextAttemptAt,
}: Extract<ConnectionEvent, { kind: 'postponed' }>): TransientState {
  return { kind: 'retrying', cause, nextAttemptAt };
}
