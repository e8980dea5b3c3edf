/**
 * The progress of a disconnect as pure rules: what a failed attempt means, when the next one is, and
 * when Lanyard stops by itself. Stored with the connection, so that a restart neither hammers a
 * server nor restarts the count. All times are milliseconds since 1970.
 */
import type { DisconnectProgressView, Obstacle } from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { Disconnecting, DisconnectProgress } from '../connection.js';
import { failureView, type RequestFailure } from '../failures.js';
import { backoff } from '../refresh/refresh-schedule.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Counted from the user's request; no token is kept longer (H74). */
export const keptMs = 30 * day;
/** Limits for attempts that a server refuses or leaves unanswered, from the first of them on (H75). */
const refusedTries = 8;
const refusedMs = 72 * hour;
/** Waits after the first, second, … of them: the eighth attempt is just within the 72 hours. */
const refusedWaitsMs = [5 * minute, 20 * minute, hour, 4 * hour, 10 * hour, 20 * hour, 36 * hour];

/** The last moment for an attempt. */
export function triesUntil({ since }: Disconnecting): number {
  return since + keptMs;
}

/** A stored wait longer than this was computed before the clock was set back. */
const longestWaitMs = 36 * hour;

/** When the next step is due by itself; null: never. */
export function nextStepAt(standing: Disconnecting, now: number): number | null {
  const { progress } = standing;
  switch (progress.kind) {
    case 'pending':
      return Math.min(standing.since, now);
    case 'waiting': {
      const at = Math.min(progress.nextAttemptAt, triesUntil(standing));
      return at > now + longestWaitMs ? now : at;
    }
    case 'stopped':
      return triesUntil(standing);
    case 'given_up':
      return null;
  }
}

/** A failing network and an overloaded server (429, 503) are no refusal (H71). */
export function obstacleOf({ kind, failure }: RequestFailure): Exclude<Obstacle, 'this_computer'> {
  switch (kind) {
    case 'network_fault_retry':
    case 'unknown_outcome':
    case 'user_cancelled':
      return failure.code === 'network_timeout' ? 'no_answer' : 'network';
    case 'server_fault_retry':
      return 'busy';
    case 'needs_sign_in':
    case 'misconfigured':
    case 'rejected_response':
      return 'refused';
  }
}

/** @param random from 0 (included) to 1 (excluded) */
export function afterFailure(
  { progress: before }: Disconnecting,
  outcome: RequestFailure,
  now: number,
  random: number,
): DisconnectProgress {
  const obstacle = obstacleOf(outcome);
  const { failure: cause, retryAfterMs } = outcome;
  const was = before.kind === 'waiting' ? before : null;
  // Not in the future, even if the clock was set back.
  const since = was?.obstacle === obstacle ? Math.min(was.since, now) : now;
  if (obstacle === 'network' || obstacle === 'busy') {
    const passingFailures = (was?.passingFailures ?? 0) + 1;
    const nextAttemptAt = now + backoff(passingFailures, random, retryAfterMs);
    const refusals = was?.refusals ?? null;
    return { kind: 'waiting', obstacle, cause, since, nextAttemptAt, passingFailures, refusals };
  }
  const refusals = {
    count: (was?.refusals?.count ?? 0) + 1,
    since: Math.min(was?.refusals?.since ?? now, now),
  };
  const wait = refusedWaitsMs[refusals.count - 1] ?? Infinity;
  const nextAttemptAt = now + Math.max(retryAfterMs ?? 0, Math.round(wait * (1 - random / 10)));
  if (refusals.count >= refusedTries || nextAttemptAt > refusals.since + refusedMs) {
    return { kind: 'stopped', cause };
  }
  return { kind: 'waiting', obstacle, cause, since, nextAttemptAt, passingFailures: 0, refusals };
}

/** True if the activity has this failure already: it gets an entry per change, not one per attempt. */
export function isAlreadyLogged({ progress }: Disconnecting, { failure }: RequestFailure): boolean {
  return progress.kind === 'waiting' && progress.cause.code === failure.code;
}

/** @param localFailure why this computer itself could not finish the last attempt; null: it could */
export function progressView(
  standing: Disconnecting,
  localFailure: { readonly cause: Failure; readonly nextAttemptAt: number } | null,
): DisconnectProgressView {
  const { progress, since } = standing;
  const until = triesUntil(standing);
  if (localFailure !== null && progress.kind !== 'given_up') {
    const { nextAttemptAt } = localFailure;
    const cause = failureView(localFailure.cause);
    const obstacle = 'this_computer';
    return { kind: 'waiting', obstacle, cause, since, nextAttemptAt, triesUntil: until };
  }
  switch (progress.kind) {
    case 'pending':
      return { kind: 'pending' };
    case 'waiting': {
      const { obstacle, nextAttemptAt } = progress;
      const cause = failureView(progress.cause);
      const waiting = { obstacle, cause, since: progress.since, nextAttemptAt };
      return { kind: 'waiting', ...waiting, triesUntil: until };
    }
    case 'stopped':
      return { kind: 'stopped', cause: failureView(progress.cause), triesUntil: until };
    case 'given_up':
      return { kind: 'given_up' };
  }
}
