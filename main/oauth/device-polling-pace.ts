/** When to poll next during a device authorization (RFC 8628 §3.5). */
import type { DeviceCodeGrantResult } from './device-authorization-grant.js';

export interface DevicePace {
  /** Between two polls, in ms; grows with every `slow_down` and never shrinks. */
  readonly intervalMs: number;
  /** Polls in a row without a word about the sign-in. */
  readonly failures: number;
}

export type DeviceStep =
  | {
      readonly kind: 'poll';
      readonly pace: DevicePace;
      /** Milliseconds since 1970. */ readonly at: number;
    }
  /** The last result was final. */
  | { readonly kind: 'stop' }
  /** The code expires before the next poll would be due. */
  | { readonly kind: 'expired' };

const slowDownMs = 5_000;
const longestWaitMs = 60_000;

/** @param last null before the first poll, which waits as long as any other */
export function nextDevicePoll(
  pace: DevicePace,
  last: DeviceCodeGrantResult | null,
  now: number,
  expiresAt: number,
): DeviceStep {
  const next = last === null ? pace : paceAfter(pace, last);
  if (next === null) return { kind: 'stop' };
  const backedOff = Math.min(next.intervalMs * 2 ** next.failures, longestWaitMs);
  const requested = last !== null && 'retryAfterMs' in last ? (last.retryAfterMs ?? 0) : 0;
  const at = now + Math.max(next.intervalMs, backedOff, requested);
  return at < expiresAt ? { kind: 'poll', pace: next, at } : { kind: 'expired' };
}

function paceAfter(
  { intervalMs, failures }: DevicePace,
  last: DeviceCodeGrantResult,
): DevicePace | null {
  switch (last.kind) {
    case 'pending':
      return { intervalMs, failures: 0 };
    case 'slow_down':
      return { intervalMs: intervalMs + slowDownMs, failures: 0 };
    case 'network_fault_retry':
    case 'server_fault_retry':
    case 'unknown_outcome':
      return { intervalMs, failures: failures + 1 };
    case 'ok':
    case 'user_cancelled':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'rejected_response':
      return null;
  }
}
