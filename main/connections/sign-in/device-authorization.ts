/** Signing in by a code that the person enters on any device (RFC 8628). */
import type { Grant } from '../../oauth/authorization-code-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import {
  deviceCodeGrant,
  initiateDeviceAuthorization,
} from '../../oauth/device-authorization-grant.js';
import { type DevicePace, nextDevicePoll } from '../../oauth/device-polling-pace.js';
import type { PendingCode, SignInParameters } from '../connection.js';
import { failureFromOAuth, outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import type { Clock } from '../../ports/clock.js';

export async function askByCode(
  attemptId: string,
  connectionId: string | null,
  terms: SignInParameters,
  oauth: OAuthContext,
): Promise<RequestOutcome<PendingCode>> {
  const { server, client, scopesAsked: scopes, resource } = terms;
  const started = await initiateDeviceAuthorization({ server, client, scopes, resource }, oauth);
  if (started.kind !== 'ok') return failureFromOAuth(started);
  const openedAt = oauth.now();
  const pending = { kind: 'code', id: attemptId, connectionId, terms, openedAt } as const;
  return { kind: 'ok', value: { ...pending, ...started.value } };
}

/**
 * Asks the server at the pace it wants until the person has decided. Null: nobody decided in time.
 * Ends early, without an answer that counts, once `isWanted` says so.
 */
export async function awaitGrant(
  pending: PendingCode,
  clock: Clock,
  isWanted: () => boolean,
  oauth: OAuthContext,
): Promise<RequestOutcome<Grant> | null> {
  const { server, client, scopesAsked: scopes, resource, proofKey } = pending.terms;
  const poll = { server, client, scopes, resource, proofKey, deviceCode: pending.deviceCode };
  let pace: DevicePace = { intervalMs: pending.intervalMs, failures: 0 };
  let answer: Awaited<ReturnType<typeof deviceCodeGrant>> | null = null;
  for (;;) {
    const step = nextDevicePoll(pace, answer, clock.now(), pending.expiresAt);
    if (step.kind === 'expired') return null;
    if (step.kind === 'stop') return final(answer);
    pace = step.pace;
    await new Promise<void>((resolve) => clock.after(step.at - clock.now(), resolve));
    if (!isWanted()) return null;
    answer = await deviceCodeGrant(poll, oauth);
  }
}

/** The last answer once there is nothing more to ask: never one that says to ask again. */
function final(answer: Awaited<ReturnType<typeof deviceCodeGrant>> | null) {
  return answer === null || answer.kind === 'pending' || answer.kind === 'slow_down'
    ? null
    : outcomeFromOAuth(answer);
}
