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
export type Passing =
  | { readonly kind: 'none' }
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'retrying'; readonly cause: Failure; readonly nextAttemptAt: number }
  /** Waits for the network; `nextAttemptAt` null: as soon as there is one. */
  | { readonly kind: 'offline'; readonly since: number; readonly nextAttemptAt: number | null };

export interface Life {
  readonly standing: Standing;
  readonly passing: Passing;
}

/** Leaves nothing to remember. */
export type PassingEvent =
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
export type LastingEvent =
  | { readonly kind: 'renewed' }
  | { readonly kind: 'refused'; readonly cause: Failure }
  | { readonly kind: 'client_refused'; readonly cause: Failure }
  | { readonly kind: 'disconnect_asked'; readonly at: number };

export type LifeEvent = PassingEvent | LastingEvent;

const good = { kind: 'good' } as const;
const none = { kind: 'none' } as const;

export function lived(life: Life, event: LifeEvent): Life {
  switch (life.standing.kind) {
    case 'good':
      return livedInUse(life, event);
    case 'needs_sign_in':
    case 'misconfigured':
      return livedStopped(life, event);
    case 'disconnecting':
      return livedEnding(life, life.standing, event);
  }
}

function livedInUse(life: Life, event: LifeEvent): Life {
  switch (event.kind) {
    case 'renewal_begun':
      return { ...life, passing: { kind: 'refreshing' } };
    case 'postponed':
      return { ...life, passing: retrying(event) };
    case 'network_missed': {
      // Missed once more is missed since the first time.
      const since = life.passing.kind === 'offline' ? life.passing.since : event.since;
      return { ...life, passing: { kind: 'offline', since, nextAttemptAt: null } };
    }
    case 'renewed':
    case 'signed_in':
      return { standing: good, passing: none };
    case 'refused':
      return { standing: { kind: 'needs_sign_in', cause: event.cause }, passing: none };
    case 'client_refused':
      return { standing: { kind: 'misconfigured', cause: event.cause }, passing: none };
    case 'disconnect_asked':
      return { standing: asked(event.at), passing: none };
    case 'ending_begun':
      return life;
  }
}

/** Only the person makes it try again, and what is not a clear answer then changes nothing. */
function livedStopped(life: Life, event: LifeEvent): Life {
  switch (event.kind) {
    case 'postponed':
    case 'network_missed':
      return { ...life, passing: none };
    case 'renewal_begun':
    case 'renewed':
    case 'refused':
    case 'client_refused':
    case 'signed_in':
    case 'disconnect_asked':
    case 'ending_begun':
      return livedInUse(life, event);
  }
}

/** What a renewal brings that was under way no longer matters. */
function livedEnding(life: Life, standing: Disconnecting, event: LifeEvent): Life {
  switch (event.kind) {
    case 'postponed':
      return { ...life, passing: retrying(event) };
    case 'signed_in':
      return { standing: good, passing: none };
    case 'disconnect_asked':
      // Asking again after it was given up on by itself counts the tries anew, not the days.
      return standing.progress.kind === 'stopped'
        ? { standing: asked(standing.since), passing: none }
        : life;
    case 'ending_begun':
      return { ...life, passing: none };
    case 'renewal_begun':
    case 'network_missed':
    case 'renewed':
    case 'refused':
    case 'client_refused':
      return life;
  }
}

function asked(since: number): Disconnecting {
  return { kind: 'disconnecting', since, progress: { kind: 'asking' } };
}

function retrying({ cause, nextAttemptAt }: Extract<LifeEvent, { kind: 'postponed' }>): Passing {
  return { kind: 'retrying', cause, nextAttemptAt };
}
