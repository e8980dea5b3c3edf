/**
 * How far the ending of a connection has come, as pure rules: what a failed try means, when the
 * next one is, and when Lanyard stops by itself. Remembered with the connection, so that a restart
 * neither hammers a server nor starts counting afresh.
 */
import type { DisconnectProgressView, Obstacle } from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { Disconnecting, DisconnectProgress } from '../connection.js';
import type { RequestFailure } from '../failures.js';
import { isUnknown } from '../unknown-value.js';
import { backoff } from '../refresh/refresh-schedule.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** From the person's asking; nothing that could end the grant is kept longer (H74). */
const KEPT_MS = 30 * day;
/** Tries that a server answers with a refusal, or not at all, from the first such answer (H75). */
const REFUSED_TRIES = 8;
const REFUSED_MS = 72 * hour;
/** Waits after the first, second, … of them: the eighth try is just within the 72 hours. */
const REFUSED_WAITS_MS = [5 * minute, 20 * minute, hour, 4 * hour, 10 * hour, 20 * hour, 36 * hour];

/** Until when it may be tried, ms since 1970. */
export function triesUntil({ since }: Disconnecting): number {
  return since + KEPT_MS;
}

/** No wait is longer: one that seems to be was counted by a clock that has been set back since. */
const LONGEST_WAIT_MS = 36 * hour;

/** When something is to be done about it, by itself; null: never again. */
export function nextStepAt(standing: Disconnecting, now: number): number | null {
  const { progress } = standing;
  switch (progress.kind) {
    case 'asking':
      return Math.min(standing.since, now);
    case 'waiting': {
      const at = Math.min(progress.nextAttemptAt, triesUntil(standing));
      return at > now + LONGEST_WAIT_MS ? now : at;
    }
    case 'stopped':
      return triesUntil(standing);
    case 'given_up':
      return null;
  }
}

/** What stands in the way. A network that fails and a server that excuses itself refuse nothing (H71). */
export function obstacleOf({
  kind,
  failure,
}: RequestFailure): Exclude<Obstacle, 'this_computer' | 'newer_version'> {
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
  // Never in the future: the clock may have been set back.
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
  const wait = REFUSED_WAITS_MS[refusals.count - 1] ?? Infinity;
  const nextAttemptAt = now + Math.max(retryAfterMs ?? 0, Math.round(wait * (1 - random / 10)));
  if (refusals.count >= REFUSED_TRIES || nextAttemptAt > refusals.since + REFUSED_MS) {
    return { kind: 'stopped', cause };
  }
  return { kind: 'waiting', obstacle, cause, since, nextAttemptAt, passingFailures: 0, refusals };
}

/** Whether the log already tells of this trouble: an entry per change, not one per try. */
export function isToldAlready({ progress }: Disconnecting, { failure }: RequestFailure): boolean {
  return progress.kind === 'waiting' && progress.cause.code === failure.code;
}

/** @param troubleHere what this computer itself could not do at the last try; null: nothing */
export function progressView(
  standing: Disconnecting,
  troubleHere: { readonly cause: Failure; readonly nextAttemptAt: number } | null,
): DisconnectProgressView {
  const { progress, since } = standing;
  const until = triesUntil(standing);
  if (troubleHere !== null && progress.kind !== 'given_up') {
    const { cause, nextAttemptAt } = troubleHere;
    const obstacle = 'this_computer';
    return { kind: 'waiting', obstacle, cause, since, nextAttemptAt, triesUntil: until };
  }
  switch (progress.kind) {
    case 'asking':
      return { kind: 'asking' };
    case 'waiting': {
      const { cause, nextAttemptAt } = progress;
      const obstacle = isUnknown(progress.obstacle)
        ? ('newer_version' as const)
        : progress.obstacle;
      const waiting = { obstacle, cause, since: progress.since, nextAttemptAt };
      return { kind: 'waiting', ...waiting, triesUntil: until };
    }
    case 'stopped':
      return { kind: 'stopped', cause: progress.cause, triesUntil: until };
    case 'given_up':
      return { kind: 'given_up' };
  }
}
