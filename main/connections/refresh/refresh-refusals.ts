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

/**
 * The same of an internal error with a clear refusal in it (HTTP 500 with `invalid_grant`): a server
 * with a fault of its own says so too, but not for as long.
 */
const finalCountOfFaults = 5;
const finalMsOfFaults = 10 * 60_000;

/** An internal error that refuses the refresh token, which counts as a refusal that is not clear. */
export function isFaultWithRefusal({ code, serverError }: Failure): boolean {
  return code === 'server_fault' && serverError === 'invalid_grant';
}

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
export function isRefusedForGood(refusals: RefreshRefusals, graceMs: number | null): boolean {
  const { count, equal, equalSince, lastAt, cause } = refusals;
  const grace = graceMs ?? assumedGraceMs;
  const [finalEqual, finalMs] = isFaultWithRefusal(cause)
    ? [finalCountOfFaults, Math.max(grace, finalMsOfFaults)]
    : [finalCount, grace];
  return (
    cause.code !== 'response_rejected' &&
    cause.code !== 'clock_mismatch' &&
    (count >= finalCountInAll || (equal >= finalEqual && lastAt - equalSince >= finalMs))
  );
}

/** When the next request is sent after refusals, ms since 1970. @param random from 0 to 1 (excluded) */
export function retryAfterRefusals({ count, lastAt }: RefreshRefusals, random: number): number {
  return lastAt + Math.max(minIntervalMs, backoff(count, random, null));
}
