/**
 * When to renew: pure rules first, then the one timer that follows them. A tick costs what is due,
 * not what exists.
 */
import TinyQueue from 'tinyqueue';

import type { Connection } from './connection.js';
import type { Clock, Timer } from './ports.js';

/** A machine that slept does not run timers: the wall clock is looked at this often, in ms. */
const TICK_MS = 30_000;

/** First wait after a failed renewal, and the longest, in ms. */
const BACKOFF_FIRST_MS = 5_000;
const BACKOFF_LONGEST_MS = 15 * 60_000;

/**
 * When the access token is to be renewed, ms since 1970: at 80 % of its life, give or take 10 % by
 * connection, so that many do not fall due in the same second. Null: it does not renew itself, no
 * known expiry, or a standing that only the person can change.
 */
export function nextRenewalAt(connection: Connection): number | null {
  if (!renewsItself(connection) || connection.accessTokenExpiresAt === null) return null;
  if (connection.standing.kind !== 'good') return null;
  const life = Math.max(0, connection.accessTokenExpiresAt - connection.issuedAt);
  return Math.round(connection.issuedAt + life * (0.8 + 0.2 * (spread(connection.id) - 0.5)));
}

/** By a refresh token, or, for a service account, by asking as at first (RFC 6749 §4.4.3). */
export function renewsItself({ hasRefreshToken, grant }: Connection): boolean {
  return hasRefreshToken || grant === 'client_credentials';
}

/** The same number from 0 to 1 for the same id, evenly spread over ids (FNV-1a). */
function spread(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0) / 0xffffffff;
}

/**
 * How long to wait after the nth failure in a row (1, 2, …), in ms: full jitter up to a bound that
 * doubles. What the server asked for by Retry-After is the least.
 * @param random from 0 (included) to 1 (excluded)
 */
export function backoff(failures: number, random: number, retryAfterMs: number | null): number {
  const bound = Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** (failures - 1));
  return Math.max(retryAfterMs ?? 0, BACKOFF_FIRST_MS / 5, Math.round(bound * random));
}

export interface RefreshSchedule {
  /** Sets or replaces when a connection is due; null takes it off. */
  set(connectionId: string, at: number | null): void;
  /** Looks at the wall clock now: after sleep, or when the network is back. */
  readonly look: () => void;
  stop(): void;
}

export function createRefreshSchedule(
  clock: Clock,
  due: (connectionId: string) => void,
): RefreshSchedule {
  // The queue may hold outdated entries of a connection; `times` tells which one counts.
  const times = new Map<string, number>();
  const queue = new TinyQueue<Entry>([], (one, other) => one.at - other.at);
  let timer: Timer | null = null;
  let stopped = false;

  function next(): Entry | null {
    for (let entry = queue.peek(); entry; entry = queue.peek()) {
      if (times.get(entry.connectionId) === entry.at) return entry;
      queue.pop();
    }
    return null;
  }

  function arm(): void {
    timer?.cancel();
    timer = null;
    const entry = next();
    if (stopped || !entry) return;
    timer = clock.after(Math.min(TICK_MS, Math.max(0, entry.at - clock.now())), look);
  }

  function look(): void {
    const now = clock.now();
    for (let entry = next(); entry && entry.at <= now; entry = next()) {
      queue.pop();
      times.delete(entry.connectionId);
      due(entry.connectionId);
    }
    arm();
  }

  return {
    set(connectionId, at) {
      if (times.get(connectionId) === at) return;
      if (at === null) {
        times.delete(connectionId);
      } else {
        times.set(connectionId, at);
        queue.push({ connectionId, at });
      }
      arm();
    },
    look,
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

interface Entry {
  readonly connectionId: string;
  readonly at: number;
}
