/**
 * When to refresh: pure rules first, then the one timer that follows them. The cost of a tick depends
 * on what is due, not on what exists.
 */
import TinyQueue from 'tinyqueue';

import type { Clock, Timer } from '../../ports/clock.js';
import type { Connection } from '../connection.js';
import { isUsable } from '../usable-connection.js';

/** Timers do not run during sleep, so the wall clock is checked this often, in ms. */
const tickMs = 30_000;

/** Refreshes that are due at the same moment start this far apart, in ms: a thousand in 30 s (R7). */
export const betweenMs = 30;

/** The first wait after a failed refresh, and the longest, in ms. */
const backoffFirstMs = 5_000;
const backoffLongestMs = 15 * 60_000;

/** Assumed reuse grace period of a rotated refresh token where the service documents none, in ms. */
export const assumedGraceMs = 60_000;

/**
 * Whatever a server or a network does, a connection is not refreshed more often than once per this by
 * itself, in ms (R8).
 */
export const minIntervalMs = 30_000;

/** Tolerated difference between clocks, in ms; a larger one means that the clock was set. */
export const clockSlackMs = 5 * 60_000;

/**
 * When to refresh the access token, ms since 1970: at 80 % of its lifetime, give or take 10 % by
 * connection, so that many do not fall due in the same second. Null: it does not refresh itself, the
 * expiry is unknown, only the user can change its standing, or this version cannot use it.
 */
export function nextRefreshAt(connection: Connection): number | null {
  if (!refreshesItself(connection) || connection.accessTokenExpiresAt === null) return null;
  if (!isUsable(connection)) return null;
  if (connection.standing.kind !== 'active') return null;
  const life = Math.max(0, connection.accessTokenExpiresAt - connection.issuedAt);
  const wait = Math.round(life * (0.8 + 0.2 * (spread(connection.id) - 0.5)));
  return connection.issuedAt + Math.max(wait, minIntervalMs);
}

/**
 * Like `nextRefreshAt`, by a clock that may have been set back since: tokens that were issued in the
 * future are refreshed now (R7).
 */
export function dueAt(connection: Connection, now: number): number | null {
  const at = nextRefreshAt(connection);
  return at !== null && connection.issuedAt > now + clockSlackMs ? now : at;
}

/**
 * A refresh token, a service account's first request repeated (RFC 6749 §4.4.3), or another assertion
 * (RFC 7521 §4.1) brings new tokens.
 */
export function refreshesItself({ hasRefreshToken, grant }: Connection): boolean {
  return hasRefreshToken || grant === 'client_credentials' || grant === 'jwt_bearer';
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
 * The wait after the nth failure in a row (1, 2, …), in ms: a bound that doubles, minus up to a fifth.
 * Jitter over the whole bound would make eight requests an hour once the bound is 15 minutes; this
 * makes five at most, which leaves room for one lost response (R10). Never shorter than Retry-After.
 * @param random from 0 (included) to 1 (excluded)
 */
export function backoff(failures: number, random: number, retryAfterMs: number | null): number {
  const bound = Math.min(backoffLongestMs, backoffFirstMs * 2 ** (failures - 1));
  return Math.max(retryAfterMs ?? 0, Math.round(bound * (1 - random / 5)));
}

export interface LostResponse {
  /** When the refresh token was first sent without an answer, ms since 1970. */
  readonly since: number;
  /** The grace period that the service documents; null: unknown. */
  readonly graceMs: number | null;
}

/**
 * The wait after a lost response: like `backoff`, but short enough to send the same token again within
 * the server's grace period, as long as that is not over.
 */
export function backoffAfterLostResponse(
  wait: number,
  { since, graceMs }: LostResponse,
  now: number,
): number {
  const left = since + (graceMs ?? assumedGraceMs) - now;
  // More than the whole grace period is left: the clock was set back, so the rest is unknown.
  return left < 2_000 || left > (graceMs ?? assumedGraceMs)
    ? wait
    : Math.min(wait, Math.round(left / 2));
}

export interface RefreshSchedule {
  /** Sets or replaces when a connection is due; null removes it. */
  set(connectionId: string, at: number | null): void;
  /** Starts what is due now: after sleep, or when the network is back. */
  readonly check: () => void;
  stop(): void;
}

/**
 * Follows two clocks: the wall clock, which keeps running during sleep and can be set, and the
 * monotonic clock, which cannot. Whichever comes first counts, so that neither a night of sleep nor a
 * clock set back ten years delays a refresh (R7, H68).
 * @param start called for one connection at a time, `BETWEEN_MS` apart
 */
export function createRefreshSchedule(
  clock: Clock,
  start: (connectionId: string) => void,
): RefreshSchedule {
  // The queues may hold outdated entries of a connection; the one in `entries` counts.
  const entries = new Map<string, Entry>();
  const byWallClock = new TinyQueue<Entry>([], (one, other) => one.at - other.at);
  const byElapsed = new TinyQueue<Entry>([], (one, other) => one.elapsedAt - other.elapsedAt);
  let timer: Timer | null = null;
  let stopped = false;

  function head(queue: TinyQueue<Entry>): Entry | null {
    for (let entry = queue.peek(); entry; entry = queue.peek()) {
      if (entries.get(entry.connectionId) === entry) return entry;
      queue.pop();
    }
    return null;
  }

  /** Time until the next refresh, in ms; null: nothing is scheduled. */
  function nextIn(): number | null {
    const [first, other] = [head(byWallClock), head(byElapsed)];
    if (!first || !other) return null;
    return Math.min(first.at - clock.now(), other.elapsedAt - clock.elapsed());
  }

  function arm(): void {
    timer?.cancel();
    const wait = stopped ? null : nextIn();
    timer = wait === null ? null : clock.after(Math.min(tickMs, Math.max(0, wait)), check);
  }

  function removeDue(): Entry | null {
    const first = head(byWallClock);
    const other = head(byElapsed);
    const found =
      first && first.at <= clock.now()
        ? first
        : other && other.elapsedAt <= clock.elapsed()
          ? other
          : null;
    if (found) entries.delete(found.connectionId);
    return found;
  }

  function put(connectionId: string, at: number): void {
    const elapsedAt = clock.elapsed() + Math.max(0, at - clock.now());
    const entry = { connectionId, at, elapsedAt };
    entries.set(connectionId, entry);
    byWallClock.push(entry);
    byElapsed.push(entry);
  }

  function check(): void {
    if (stopped) return;
    const first = removeDue();
    const others: string[] = [];
    for (let entry = removeDue(); entry; entry = removeDue()) others.push(entry.connectionId);
    others.forEach((id, index) => put(id, clock.now() + (index + 1) * betweenMs));
    if (first) start(first.connectionId);
    arm();
  }

  return {
    set(connectionId, at) {
      if ((entries.get(connectionId)?.at ?? null) === at) return;
      if (at === null) entries.delete(connectionId);
      else put(connectionId, at);
      arm();
    },
    check,
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

interface Entry {
  readonly connectionId: string;
  readonly at: number;
  /** The same moment on the monotonic clock. */
  readonly elapsedAt: number;
}
