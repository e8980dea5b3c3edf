/**
 * Refusals that do not say what they refuse: many services have no clear answer for a refresh token
 * that has ended. One such answer proves nothing; the same one, several times over a while, does.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { RefreshRefusals } from '../connection.js';
import { backoff, assumedGraceMs, minIntervalMs } from './refresh-schedule.js';

/** Number of equal refusals, over at least the server's reuse grace period, that is final. */
const finalCount = 3;
/** Refusals in a row, equal or not: some servers put an ID or a time into each. With backoff, hours. */
const finalCountInAll = 12;

/** @param cause another one than before starts the count of equal ones again */
export function countRefusal(
  before: RefreshRefusals | null,
  cause: Failure,
  now: number,
): RefreshRefusals {
  const isSame =
    before !== null &&
    before.cause.code === cause.code &&
    before.cause.serverError === cause.serverError;
  const count = (before?.count ?? 0) + 1;
  return isSame
    ? { ...before, count, equal: before.equal + 1, lastAt: now, cause }
    : { count, equal: 1, equalSince: now, lastAt: now, cause };
}

/**
 * An answer that could not be used is none: the server means to refresh.
 * @param graceMs the grace period that the service documents; null: unknown
 */
export function isRefusedForGood(
  { count, equal, equalSince, lastAt, cause }: RefreshRefusals,
  graceMs: number | null,
): boolean {
  return (
    cause.code !== 'response_rejected' &&
    cause.code !== 'clock_mismatch' &&
    (count >= finalCountInAll ||
      (equal >= finalCount && lastAt - equalSince >= (graceMs ?? assumedGraceMs)))
  );
}

/** When the next request is sent after refusals, ms since 1970. @param random from 0 to 1 (excluded) */
export function retryAfterRefusals({ count, lastAt }: RefreshRefusals, random: number): number {
  return lastAt + Math.max(minIntervalMs, backoff(count, random, null));
}
