/** How often to ask whether a device sign-in was agreed to (RFC 8628 §3.5). */
import type { DevicePollResult } from './device-authorization-grant.js';

export interface DevicePace {
  /** Between two questions, in ms; grows with every `slow_down` and never shrinks. */
  readonly intervalMs: number;
  /** Questions in a row that got no answer about the sign-in. */
  readonly unanswered: number;
}

export type DeviceStep =
  | { readonly kind: 'ask'; readonly pace: DevicePace; /** Ms since 1970. */ readonly at: number }
  /** There is nothing more to ask: the last answer was final. */
  | { readonly kind: 'stop' }
  /** The code ends before the next question would be due. */
  | { readonly kind: 'expired' };

const slowDownMs = 5_000;
const longestWaitMs = 60_000;

/** @param answer The last one; null before the first question, which waits as long as any other. */
export function nextDevicePoll(
  pace: DevicePace,
  answer: DevicePollResult | null,
  now: number,
  expiresAt: number,
): DeviceStep {
  const next = answer === null ? pace : paceAfter(pace, answer);
  if (next === null) return { kind: 'stop' };
  const backedOff = Math.min(next.intervalMs * 2 ** next.unanswered, longestWaitMs);
  const asked = answer !== null && 'retryAfterMs' in answer ? (answer.retryAfterMs ?? 0) : 0;
  const at = now + Math.max(next.intervalMs, backedOff, asked);
  return at < expiresAt ? { kind: 'ask', pace: next, at } : { kind: 'expired' };
}

function paceAfter(
  { intervalMs, unanswered }: DevicePace,
  answer: DevicePollResult,
): DevicePace | null {
  switch (answer.kind) {
    case 'pending':
      return { intervalMs, unanswered: 0 };
    case 'slow_down':
      return { intervalMs: intervalMs + slowDownMs, unanswered: 0 };
    case 'network_fault_retry':
    case 'server_fault_retry':
    case 'unknown_outcome':
      return { intervalMs, unanswered: unanswered + 1 };
    case 'ok':
    case 'user_cancelled':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'rejected_response':
      return null;
  }
}
