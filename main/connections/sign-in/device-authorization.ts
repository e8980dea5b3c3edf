/**
 * Signing in by a code that the user enters on any device.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628
 */
import type { Grant } from '../../oauth/authorization-code-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import {
  deviceCodeGrant,
  initiateDeviceAuthorization,
} from '../../oauth/device-authorization-grant.js';
import { type DevicePace, nextDevicePoll } from '../../oauth/device-polling-pace.js';
import type { RequiredAuthentication } from '../../oauth/required-authentication.js';
import type { Clock } from '../../ports/clock.js';
import type { PendingCode, SignInParameters } from '../connection.js';
import { failureFromOAuth, outcomeFromOAuth, type RequestOutcome } from '../failures.js';

export async function requestDeviceCode(
  attemptId: string,
  connectionId: string | null,
  parameters: SignInParameters,
  requiredAuthentication: RequiredAuthentication | undefined,
  oauth: OAuthContext,
): Promise<RequestOutcome<PendingCode>> {
  const { server, client, scopesRequested: scopes, resource } = parameters;
  const request = { server, client, scopes, resource, ...requiredAuthentication };
  const started = await initiateDeviceAuthorization(request, oauth);
  if (started.kind !== 'ok') return failureFromOAuth(started);
  const openedAt = oauth.now();
  const pending = {
    kind: 'code',
    id: attemptId,
    connectionId,
    parameters,
    requiredAuthentication,
    openedAt,
  } as const;
  return { kind: 'ok', value: { ...pending, ...started.value } };
}

/**
 * Polls the server at the pace it wants until the user has decided. Null: they did not in time, or
 * `isWanted` returned false meanwhile.
 */
export async function pollForGrant(
  pending: PendingCode,
  clock: Clock,
  isWanted: () => boolean,
  oauth: OAuthContext,
): Promise<RequestOutcome<Grant> | null> {
  const { server, client, scopesRequested: scopes, resource, proofKey } = pending.parameters;
  const { deviceCode, openedAt: requestedAt } = pending;
  const poll = {
    ...{ server, client, scopes, resource, proofKey, deviceCode, requestedAt },
    ...pending.requiredAuthentication,
  };
  let pace: DevicePace = { intervalMs: pending.intervalMs, failures: 0 };
  let answer: Awaited<ReturnType<typeof deviceCodeGrant>> | null = null;
  for (;;) {
    const step = nextDevicePoll(pace, answer, clock.now(), pending.expiresAt);
    if (step.kind === 'expired') return null;
    if (step.kind === 'stop') return finalAnswer(answer);
    pace = step.pace;
    await new Promise<void>((resolve) => clock.after(step.at - clock.now(), resolve));
    if (!isWanted()) return null;
    answer = await deviceCodeGrant(poll, oauth);
  }
}

function finalAnswer(answer: Awaited<ReturnType<typeof deviceCodeGrant>> | null) {
  return answer === null || answer.kind === 'pending' || answer.kind === 'slow_down'
    ? null
    : outcomeFromOAuth(answer);
}
