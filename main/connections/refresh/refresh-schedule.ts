/**
 * When to renew: pure rules first, then the one timer that follows them. A tick costs what is due,
 * not what exists.
 */
import TinyQueue from 'tinyqueue';

import type { Connection } from '../connection.js';
import { isUsable } from '../usable-connection.js';
import type { Clock, Timer } from '../../ports/clock.js';

/** A machine that slept does not run timers: the wall clock is looked at this often, in ms. */
const TICK_MS = 30_000;

/** Of many due at the same moment each begins so much after the other, in ms: a thousand in 30 s (R7). */
export const BETWEEN_MS = 30;

/** First wait after a failed renewal, and the longest, in ms. */
const BACKOFF_FIRST_MS = 5_000;
const BACKOFF_LONGEST_MS = 15 * 60_000;

/** For so long a replaced refresh token is taken to be answered still, where the service does not say, in ms. */
const GRACE_MS = 60_000;

/** A clock that was this much behind is not merely a little slow, in ms. */
const CLOCK_SLACK_MS = 5 * 60_000;

/**
 * When the access token is to be renewed, ms since 1970: at 80 % of its life, give or take 10 % by
 * connection, so that many do not fall due in the same second. Null: it does not renew itself, no
 * known expiry, a standing that only the person can change, or one this version cannot use.
 */
export function nextRefreshAt(connection: Connection): number | null {
  if (!refreshesItself(connection) || connection.accessTokenExpiresAt === null) return null;
  if (!isUsable(connection)) return null;
  if (connection.standing.kind !== 'good') return null;
  const life = Math.max(0, connection.accessTokenExpiresAt - connection.issuedAt);
  return Math.round(connection.issuedAt + life * (0.8 + 0.2 * (spread(connection.id) - 0.5)));
}

/**
 * As `nextRefreshAt`, by a clock that may have been set back since: tokens that were issued in the
 * future are renewed now, not when their future comes (R7).
 */
export function dueAt(connection: Connection, now: number): number | null {
  const at = nextRefreshAt(connection);
  return at !== null && connection.issuedAt > now + CLOCK_SLACK_MS ? now : at;
}

/** By a refresh token, or, for a service account, by asking as at first (RFC 6749 §4.4.3). */
export function refreshesItself({ hasRefreshToken, grant }: Connection): boolean {
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
 * How long to wait after the nth failure in a row (1, 2, …), in ms: a bound that doubles, less up to
 * a fifth of it. Jitter over the whole bound would ask eight times an hour once the bound is 15
 * minutes; this asks five times at most, which leaves room for one answer that gets lost (R10). What the server asked for by Retry-After is the least.
 * @param random from 0 (included) to 1 (excluded)
 */
export function backoff(failures: number, random: number, retryAfterMs: number | null): number {
  const bound = Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** (failures - 1));
  return Math.max(retryAfterMs ?? 0, Math.round(bound * (1 - random / 5)));
}

/** @see backoff */
export interface LostResponse {
  /** When the refresh token was first sent without an answer, ms since 1970. */
  readonly since: number;
  /** The service's own; null: not known. */
  readonly graceMs: number | null;
}

/**
 * The wait after an answer that was lost: as `backoff`, but soon enough that the same token is sent
 * again before the server's grace for it is over, as long as it is not.
 */
export function backoffAfterLostResponse(
  wait: number,
  { since, graceMs }: LostResponse,
  now: number,
): number {
  const left = since + (graceMs ?? GRACE_MS) - now;
  // More than the whole grace left: the clock was set back, and nobody knows how much is.
  return left < 2_000 || left > (graceMs ?? GRACE_MS) ? wait : Math.min(wait, Math.round(left / 2));
}

export interface RefreshSchedule {
  /** Sets or replaces when a connection is due; null takes it off. */
  set(connectionId: string, at: number | null): void;
  /** Looks at the wall clock now: after sleep, or when the network is back. */
  readonly look: () => void;
  stop(): void;
}

/**
 * By two clocks: the wall clock, which goes on while the computer sleeps and which anybody may set,
 * and one that nobody sets. Whichever comes first counts, so that neither a night asleep nor a clock
 * set back ten years keeps a renewal from its time (R7, H68).
 * @param due called for one connection at a time, many at once spread by `BETWEEN_MS`
 */
export function createRefreshSchedule(
  clock: Clock,
  due: (connectionId: string) => void,
): RefreshSchedule {
  // The queues may hold outdated entries of a connection; `entries` tells which one counts.
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

  /** From now, in ms; null: nothing is scheduled. */
  function nextIn(): number | null {
    const [first, other] = [head(byWallClock), head(byElapsed)];
    if (!first || !other) return null;
    return Math.min(first.at - clock.now(), other.elapsedAt - clock.elapsed());
  }

  function arm(): void {
    timer?.cancel();
    const wait = stopped ? null : nextIn();
    timer = wait === null ? null : clock.after(Math.min(TICK_MS, Math.max(0, wait)), look);
  }

  function takeDue(): Entry | null {
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

  function look(): void {
    if (stopped) return;
    const first = takeDue();
    const crowd: string[] = [];
    for (let entry = takeDue(); entry; entry = takeDue()) crowd.push(entry.connectionId);
    crowd.forEach((id, index) => put(id, clock.now() + (index + 1) * BETWEEN_MS));
    if (first) due(first.connectionId);
    arm();
  }

  return {
    set(connectionId, at) {
      if ((entries.get(connectionId)?.at ?? null) === at) return;
      if (at === null) entries.delete(connectionId);
      else put(connectionId, at);
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
  /** The same moment by the clock that nobody sets. */
  readonly elapsedAt: number;
}
